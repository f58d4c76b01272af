package io.conttune.core.steering;

import io.conttune.core.steering.OrderEnd.Cause;
import io.conttune.core.steering.OrdersInForce.Dismissed;
import io.conttune.core.steering.OrdersInForce.Pinned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads orders in their sequence and tells which of them are in force after the last. An order of a
 * kind takes the place of the one before it; {@code resume}, {@code unpin} and {@code unfreeze} end
 * what was given before them.
 */
public final class OrderSequence {
  private Optional<GivenOrder> freeze = Optional.empty();
  private Optional<GivenOrder> pause = Optional.empty();
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
    return new OrdersInForce(freeze, pause, List.copyOf(pins.values()), dismissals, request);
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
      lifted(freeze);
      freeze = Optional.empty();
      return OrderSequence.this;
    }

    @Override
    public OrderSequence pause(Order.Pause order) {
      replaced(pause);
      pause = Optional.of(given);
      return OrderSequence.this;
    }

    @Override
    public OrderSequence resume(Order.Resume order) {
      lifted(pause);
      pause = Optional.empty();
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
      lifted(Optional.ofNullable(pins.remove(order.operator())).map(Pinned::given));
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

    private void lifted(Optional<GivenOrder> before) {
      String note =
          "%s: %s, reason: %s".formatted(given.order().word(), given.author(), given.reason());
      before.ifPresent(order -> ended.put(order, new OrderEnd(Cause.LIFTED, note)));
      ended.put(
          given,
          new OrderEnd(
              Cause.DONE,
              before
                  .map(order -> "it ended the " + order.order().word() + " by " + order.author())
                  .orElse("there was nothing to end")));
    }
  }
}
