package io.conttune.core.steering;

import io.conttune.core.steering.OrderEnd.Cause;
import io.conttune.core.steering.OrdersInForce.Dismissed;
import io.conttune.core.steering.OrdersInForce.Pinned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads orders in their sequence and tells which of them are in force after the last. An order of a
 * kind takes the place of the one before it, but a pause only that of one by the same author: who
 * pauses a job for a while must not end what somebody else has paused for longer. {@code resume},
 * {@code unpin} and {@code unfreeze} end what was given before them. A {@code resume} ends the
 * pause of its author, or every pause if that author has given none.
 */
public final class OrderSequence {
  private static final Comparator<GivenOrder> LONGEST_FIRST =
      Comparator.comparing((GivenOrder given) -> given.until().orElse(Instant.MAX)).reversed();

  private Optional<GivenOrder> freeze = Optional.empty();
  private final Map<String, GivenOrder> pauses = new LinkedHashMap<>();
  private final Map<String, Pinned> pins = new LinkedHashMap<>();
  private final List<Dismissed> dismissals = new ArrayList<>();
  private Optional<GivenOrder> request = Optional.empty();
  private final Map<GivenOrder, OrderEnd> ended = new LinkedHashMap<>();

  private OrderSequence() {}

  /** Reads these orders, of which the first was given first. None of them has expired. */
  public static OrderSequence of(List<GivenOrder> orders) {
    OrderSequence sequence = new OrderSequence();
    orders.forEach(sequence::read);
    return sequence;
  }

  /** The orders in force after the last. */
  public OrdersInForce inForce() {
    return new OrdersInForce(
        freeze,
        pauses.values().stream().sorted(LONGEST_FIRST).toList(),
        List.copyOf(pins.values()),
        dismissals,
        request);
  }

  /** The orders that the sequence itself has ended. */
  public Map<GivenOrder, OrderEnd> ended() {
    return new LinkedHashMap<>(ended);
  }

  private void read(GivenOrder given) {
    given.order().accept(new Reader(given));
  }

  /** Takes note of one order. */
  private final class Reader implements Order.Visitor<OrderSequence> {
    private final GivenOrder given;

    Reader(GivenOrder given) {
      this.given = given;
    }

    @Override
    public OrderSequence freeze(Order.Freeze order) {
      replaced(freeze);
      freeze = Optional.of(given);
      return OrderSequence.this;
    }

    @Override
    public OrderSequence unfreeze(Order.Unfreeze order) {
      lifted(freeze.stream().toList());
      freeze = Optional.empty();
      return OrderSequence.this;
    }

    @Override
    public OrderSequence pause(Order.Pause order) {
      replaced(Optional.ofNullable(pauses.remove(given.author())));
      pauses.put(given.author(), given);
      return OrderSequence.this;
    }

    @Override
    public OrderSequence resume(Order.Resume order) {
      Optional<GivenOrder> own = Optional.ofNullable(pauses.remove(given.author()));
      lifted(own.map(List::of).orElse(List.copyOf(pauses.values())));
      if (own.isEmpty()) {
        pauses.clear();
      }
      return OrderSequence.this;
    }

    @Override
    public OrderSequence pin(Order.Pin order) {
      replaced(Optional.ofNullable(pins.remove(order.operator())).map(Pinned::given));
      pins.put(order.operator(), new Pinned(given, order));
      return OrderSequence.this;
    }

    @Override
    public OrderSequence unpin(Order.Unpin order) {
      lifted(
          Optional.ofNullable(pins.remove(order.operator())).map(Pinned::given).stream().toList());
      return OrderSequence.this;
    }

    @Override
    public OrderSequence dismiss(Order.Dismiss order) {
      dismissals.stream()
          .filter(before -> before.dismissal().equals(order))
          .map(Dismissed::given)
          .findFirst()
          .ifPresent(before -> replaced(Optional.of(before)));
      dismissals.removeIf(before -> before.dismissal().equals(order));
      dismissals.add(new Dismissed(given, order));
      return OrderSequence.this;
    }

    @Override
    public OrderSequence apply(Order.Apply order) {
      return requested();
    }

    @Override
    public OrderSequence scale(Order.Scale order) {
      return requested();
    }

    @Override
    public OrderSequence undo(Order.Undo order) {
      return requested();
    }

    private OrderSequence requested() {
      replaced(request);
      request = Optional.of(given);
      return OrderSequence.this;
    }

    private void replaced(Optional<GivenOrder> before) {
      String note = "%s has given another %s".formatted(given.author(), given.order().word());
      before.ifPresent(order -> ended.put(order, new OrderEnd(Cause.REPLACED, note)));
    }

    private void lifted(List<GivenOrder> before) {
      String note =
          "%s: %s, reason: %s".formatted(given.order().word(), given.author(), given.reason());
      before.forEach(order -> ended.put(order, new OrderEnd(Cause.LIFTED, note)));
      String what =
          before.stream()
              .map(order -> "the " + order.order().word() + " by " + order.author())
              .collect(Collectors.joining(" and "));
      ended.put(
          given,
          new OrderEnd(
              Cause.DONE, what.isEmpty() ? "there was nothing to end" : "it ended " + what));
    }
  }
}
