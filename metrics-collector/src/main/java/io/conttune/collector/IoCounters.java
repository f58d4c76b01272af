package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.TaskTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The counters that {@code /jobs/:id} shows of a vertex. While the metrics of a subtask are missing
 * Flink shows smaller sums, or zeros, beside {@code "…-complete": false}: those are left out, and
 * so are the accumulated times, which carry no such mark of their own. Once some of the subtasks
 * have finished, accumulated time no longer grows by the parallelism per second: it is left out as
 * well.
 *
 * @param recordsIn read-records, if complete
 * @param recordsOut write-records, if complete
 * @param accumulated milliseconds over all subtasks, if shown (Flink ≥ 1.16), complete and numbers
 */
record IoCounters(OptionalLong recordsIn, OptionalLong recordsOut, Optional<TaskTime> accumulated) {
  /** Nothing that can be used. */
  static final IoCounters NONE =
      new IoCounters(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  private static final String BUSY = "accumulated-busy-time";

  static IoCounters of(JsonFields vertex) throws FlinkUnavailableException {
    JsonFields metrics = vertex.object("metrics");
    OptionalLong recordsIn = ifComplete(metrics, "read-records");
    OptionalLong recordsOut = ifComplete(metrics, "write-records");
    boolean comparable =
        recordsIn.isPresent() && recordsOut.isPresent() && !hasPartlyFinished(vertex);
    return new IoCounters(
        recordsIn, recordsOut, comparable ? accumulated(metrics) : Optional.empty());
  }

  /** Whether this Flink shows accumulated times here at all. */
  static boolean showTimes(JsonFields vertex) throws FlinkUnavailableException {
    return vertex.object("metrics").has(BUSY);
  }

  static boolean hasPartlyFinished(JsonFields vertex) throws FlinkUnavailableException {
    return vertex.has("tasks") && vertex.object("tasks").counter("FINISHED").orElse(0) > 0;
  }

  boolean areComplete() {
    return recordsIn.isPresent() && recordsOut.isPresent();
  }

  private static OptionalLong ifComplete(JsonFields metrics, String field)
      throws FlinkUnavailableException {
    return metrics.has(field) && metrics.flag(field + "-complete")
        ? metrics.counter(field)
        : OptionalLong.empty();
  }

  private static Optional<TaskTime> accumulated(JsonFields metrics)
      throws FlinkUnavailableException {
    OptionalDouble busy = metrics.measured(BUSY);
    OptionalDouble idle = metrics.measured("accumulated-idle-time");
    OptionalDouble backPressured = metrics.measured("accumulated-backpressured-time");
    return taskTime(busy, idle, backPressured, 1);
  }

  /** The three together in another unit, if all are there. */
  static Optional<TaskTime> taskTime(
      OptionalDouble busy, OptionalDouble idle, OptionalDouble backPressured, double unit) {
    if (busy.isEmpty() || idle.isEmpty() || backPressured.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TaskTime(
            busy.getAsDouble() / unit,
            idle.getAsDouble() / unit,
            backPressured.getAsDouble() / unit));
  }
}
