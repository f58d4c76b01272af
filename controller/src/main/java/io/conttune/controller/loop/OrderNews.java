package io.conttune.controller.loop;

import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.OrdersInForce;
import java.util.List;
import java.util.Objects;

/**
 * The orders that a step of a job's loop obeys.
 *
 * @param inForce after the step
 * @param ended in the step
 */
public record OrderNews(OrdersInForce inForce, List<KeptOrder> ended) {
  /** Nobody has ordered anything. */
  public static final OrderNews NONE = new OrderNews(OrdersInForce.NONE, List.of());

  public OrderNews {
    Objects.requireNonNull(inForce, "inForce");
    ended = List.copyOf(ended);
  }
}
