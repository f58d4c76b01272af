package io.conttune.controller.loop;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.OrderBook;
import io.conttune.core.steering.OrderEnd;
import java.io.IOException;
import java.util.List;

/** A book of orders with a row that this version cannot read. */
final class UnreadableOrders implements OrderBook {
  @Override
  public void give(GivenOrder order) {
    throw unreadable();
  }

  @Override
  public List<OpenOrder> openOrders(String jobName) {
    throw unreadable();
  }

  @Override
  public void end(String id, OrderEnd end) {
    throw unreadable();
  }

  @Override
  public List<KeptOrder> orders(String jobName, int limit) {
    throw unreadable();
  }

  private static StoreUnavailableException unreadable() {
    return new StoreUnavailableException("a row cannot be read", new IOException("unknown kind"));
  }
}
