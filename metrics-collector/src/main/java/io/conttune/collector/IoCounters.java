package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.TaskTime;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * @param recordsTo write-records-per-target, if shown (FLIP-587) and complete; else empty
 * @param accumulated milliseconds over all subtasks, if shown (Flink ≥ 1.16), complete and numbers
 */
record IoCounters(
    OptionalLong recordsIn,
    OptionalLong recordsOut,
    Map<OperatorId, Long> recordsTo,
    Optional<TaskTime> accumulated) {
  /** Nothing that can be used. */
  static final IoCounters NONE =
      new IoCounters(OptionalLong.empty(), OptionalLong.empty(), Map.of(), Optional.empty());

  private static final String BUSY = "accumulated-busy-time";
  private static final String TO_TARGETS = "write-records-per-target";

  static IoCounters of(JsonFields vertex) throws FlinkUnavailableException {
    JsonFields metrics = vertex.object("metrics");
    OptionalLong recordsIn = ifComplete(metrics, "read-records");
    OptionalLong recordsOut = ifComplete(metrics, "write-records");
    boolean comparable =
        recordsIn.isPresent() && recordsOut.isPresent() && !hasPartlyFinished(vertex);
    return new IoCounters(
        recordsIn,
        recordsOut,
        recordsOut.isPresent() && metrics.has(TO_TARGETS) ? toTargets(metrics) : Map.of(),
        comparable ? accumulated(metrics) : Optional.empty());
  }

  private static Map<OperatorId, Long> toTargets(JsonFields metrics)
      throws FlinkUnavailableException {
    JsonFields targets = metrics.object(TO_TARGETS);
    Map<OperatorId, Long> records = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> target : targets.node().properties()) {
      String id = target.getKey();
      if (id.isBlank() || !targets.has(id)) {
        throw targets.unexpected(id, "a number of records under the id of a job vertex");
      }
      records.put(new OperatorId(id), targets.counter(id).getAsLong());
    }
    return records;
  }

  /**
   * The same counters from another answer about the same vertex. What only this one tells is
   * brought to the moment of that answer: each consumer keeps its share of what was written.
   */
  IoCounters toldBy(OptionalLong in, OptionalLong out, Optional<TaskTime> time) {
    long here = recordsOut.orElse(0);
    double later = here > 0 ? out.orElse(here) / (double) here : 1;
    Map<OperatorId, Long> then = new LinkedHashMap<>();
    recordsTo.forEach((to, records) -> then.put(to, Math.round(records * later)));
    return new IoCounters(in, out, then, time);
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
