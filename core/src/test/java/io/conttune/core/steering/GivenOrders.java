package io.conttune.core.steering;

import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders for tests. */
public final class GivenOrders {
  /** One order of each kind. */
  public static final List<Order> OF_EACH_KIND =
      List.of(
          new Order.Freeze(),
          new Order.Unfreeze(),
          new Order.Pause(),
          new Order.Resume(),
          new Order.Pin("count", 6),
          new Order.Unpin("count"),
          new Order.Dismiss(Map.of(new OperatorId("a"), 2)),
          new Order.Apply(Map.of(new OperatorId("a"), 2)),
          new Order.Scale(Map.of("count", 3)),
          new Order.Undo());

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.250Z");

  private GivenOrders() {}

  /** An order without an end, by alice. */
  public static GivenOrder of(String jobName, int number, Order order) {
    return given(jobName, number, order, Optional.empty());
  }

  /** An order for this time, by alice. */
  public static GivenOrder of(String jobName, int number, Order order, Duration lasts) {
    return given(jobName, number, order, Optional.of(lasts));
  }

  /** The same order, by this author. */
  public static GivenOrder by(String author, GivenOrder given) {
    return new GivenOrder(
        given.id(),
        given.jobName(),
        given.order(),
        author,
        given.reason(),
        given.at(),
        given.lasts());
  }

  private static GivenOrder given(
      String jobName, int number, Order order, Optional<Duration> lasts) {
    Optional<String> job = order.concernsAllJobs() ? Optional.empty() : Optional.of(jobName);
    return new GivenOrder("%032x".formatted(number), job, order, "alice", "release", AT, lasts);
  }
}
