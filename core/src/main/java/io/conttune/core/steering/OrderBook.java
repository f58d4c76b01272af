package io.conttune.core.steering;

import java.util.List;

/** Port: keeps the orders of people. What was given survives a kill of the process. */
public interface OrderBook {
  /**
   * Adds an order. It is on the disk when the call returns. An order whose id the book knows
   * changes nothing.
   */
  void give(GivenOrder order);

  /** The orders for this job and for every job whose end nobody has noted, in their sequence. */
  List<OpenOrder> openOrders(String jobName);

  /** Notes the end of the order of this id. Of several ends the first counts. */
  void end(String id, OrderEnd end);

  /** The newest orders for this job and for every job, newest first, at most {@code limit}. */
  List<KeptOrder> orders(String jobName, int limit);
}
