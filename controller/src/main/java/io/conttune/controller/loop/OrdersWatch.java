package io.conttune.controller.loop;

import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.OrderBook;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.steering.OrderEnd.Cause;
import io.conttune.core.steering.OrderSequence;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the orders for one job, and notes the end of those that are over. When an order is met for
 * the first time, the store tells by its own clock how long ago it was given. From then on its time
 * is measured here. Not thread-safe.
 */
final class OrdersWatch {
  /** Orders among which the end is looked for of one that the loop of another job has ended. */
  private static final int LOOKED_THROUGH = 200;

  /** Rescales among which that of a request is looked for: it was begun just before a crash. */
  private static final int REMEMBERED = 20;

  private final String jobName;
  private final OrderBook book;
  private final Journal journal;
  private final SteadyClock clock;
  private final Map<String, Stopwatch> ages = new HashMap<>();
  private final List<KeptOrder> ended = new ArrayList<>();
  private OrdersInForce inForce = OrdersInForce.NONE;

  OrdersWatch(String jobName, JobStores stores, SteadyClock clock) {
    this.jobName = jobName;
    this.book = stores.orders();
    this.journal = stores.journal();
    this.clock = clock;
  }

  /** A step begins: what has ended before it is no news any more. */
  void beginStep() {
    ended.clear();
  }

  /** The orders in force, and those that ended in this step. */
  OrderNews news() {
    return new OrderNews(inForce, ended);
  }

  /** The orders in force as of the last look. */
  OrdersInForce inForce() {
    return inForce;
  }

  /** Looks into the store. */
  void see() {
    List<OpenOrder> open = book.openOrders(jobName);
    Map<String, GivenOrder> known = new LinkedHashMap<>();
    open.forEach(order -> known.put(order.given().id(), order.given()));
    seeEndedElsewhere(known);
    ages.keySet().retainAll(known.keySet());
    open.forEach(
        order ->
            ages.computeIfAbsent(
                order.given().id(), id -> Stopwatch.startedAgo(clock, order.age())));
    List<GivenOrder> unexpired = new ArrayList<>();
    for (GivenOrder given : known.values()) {
      if (given.lasts().filter(ages.get(given.id())::hasRunFor).isPresent()) {
        noteEnd(given, new OrderEnd(Cause.EXPIRED, "its time is over"));
      } else {
        unexpired.add(given);
      }
    }
    OrderSequence sequence = OrderSequence.of(unexpired);
    sequence.ended().forEach(this::noteEnd);
    inForce = sequence.inForce();
    inForce.request().filter(this::isBegun).ifPresent(this::begun);
  }

  /** The request was entered in the journal as a rescale with its id. */
  void begun(GivenOrder request) {
    end(request, new OrderEnd(Cause.DONE, "it was begun as rescale " + request.id()));
  }

  /** The request is over. */
  void end(GivenOrder request, OrderEnd end) {
    noteEnd(request, end);
    inForce = inForce.withoutRequest();
  }

  private void noteEnd(GivenOrder given, OrderEnd end) {
    book.end(given.id(), end);
    ages.remove(given.id());
    ended.add(new KeptOrder(given, Optional.of(end)));
  }

  private boolean isBegun(GivenOrder request) {
    return journal.rescales(jobName, REMEMBERED).stream()
        .map(RescaleEntry::id)
        .anyMatch(request.id()::equals);
  }

  /** The loops of all jobs obey a freeze; one of them notes its end. */
  private void seeEndedElsewhere(Map<String, GivenOrder> open) {
    List<GivenOrder> gone =
        inForce.all().stream().filter(given -> !open.containsKey(given.id())).toList();
    if (!gone.isEmpty()) {
      book.orders(jobName, LOOKED_THROUGH).stream()
          .filter(kept -> kept.end().isPresent() && gone.contains(kept.given()))
          .forEach(ended::add);
    }
  }
}
