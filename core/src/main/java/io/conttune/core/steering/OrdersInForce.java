package io.conttune.core.steering;

import io.conttune.core.graph.OperatorId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The orders that hold for one job.
 *
 * @param freeze lets nothing change
 * @param pauses let the tuner change nothing; one for each author, the one that lasts longest first
 * @param pins one for each operator that keeps a parallelism
 * @param dismissals recommendations that are not to be followed
 * @param request a rescale that a person asks for
 */
public record OrdersInForce(
    Optional<GivenOrder> freeze,
    List<GivenOrder> pauses,
    List<Pinned> pins,
    List<Dismissed> dismissals,
    Optional<GivenOrder> request) {
  /** Nobody has ordered anything. */
  public static final OrdersInForce NONE =
      new OrdersInForce(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

  public OrdersInForce {
    Objects.requireNonNull(freeze, "freeze");
    pauses = List.copyOf(pauses);
    pins = List.copyOf(pins);
    dismissals = List.copyOf(dismissals);
    Objects.requireNonNull(request, "request");
  }

  /** A pin and who has given it. */
  public record Pinned(GivenOrder given, Order.Pin pin) {
    /** What it does, in words for a person. */
    public String sentence() {
      return "PINNED at %d %s".formatted(pin.parallelism(), given.givenBy("it is unpinned"));
    }
  }

  /** A dismissal and who has given it. */
  public record Dismissed(GivenOrder given, Order.Dismiss dismissal) {}

  /** All of them. */
  public List<GivenOrder> all() {
    return Stream.of(
            freeze.stream(),
            pauses.stream(),
            pins.stream().map(Pinned::given),
            dismissals.stream().map(Dismissed::given),
            request.stream())
        .flatMap(orders -> orders)
        .toList();
  }

  /** The pause that lasts longest; empty without any. */
  public Optional<GivenOrder> pause() {
    return pauses.stream().findFirst();
  }

  /** The same without the request. */
  public OrdersInForce withoutRequest() {
    return new OrdersInForce(freeze, pauses, pins, dismissals, Optional.empty());
  }

  /** One sentence that refuses every change; empty if nothing is frozen. */
  public Optional<String> frozen() {
    return freeze.map(given -> "FROZEN " + given.givenBy("it is unfrozen"));
  }

  /**
   * One sentence that forbids the service to do anything of its own accord; empty if the job is
   * neither frozen nor paused.
   */
  public Optional<String> leftAlone() {
    return frozen().or(() -> pause().map(given -> "PAUSED " + given.givenBy("it is resumed")));
  }

  /** One sentence that refuses this plan of the tuner; empty if no order is against it. */
  public Optional<String> against(Map<OperatorId, Integer> parallelism) {
    return leftAlone().or(() -> dismissed(parallelism));
  }

  /** One sentence that refuses this plan of the tuner because somebody has dismissed it. */
  public Optional<String> dismissed(Map<OperatorId, Integer> parallelism) {
    return dismissals.stream()
        .filter(dismissed -> dismissed.dismissal().parallelism().equals(parallelism))
        .map(dismissed -> "DISMISSED " + dismissed.given().givenBy("the tuner wants another plan"))
        .findFirst();
  }
}
