package io.conttune.controller.api.document;

import java.util.List;

/** Orders for a job, newest first. */
public record OrdersDocument(String job, List<OrderDocument> orders) {
  public OrdersDocument {
    orders = List.copyOf(orders);
  }
}
