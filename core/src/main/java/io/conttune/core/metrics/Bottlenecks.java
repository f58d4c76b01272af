package io.conttune.core.metrics;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recognises operators that are full though the mean busy time of their subtasks does not show it:
 * one subtask has more than its share, and the others wait for records. Where Flink does not tell
 * the busiest subtask, the producers show it. A producer that always had records to send and waited
 * for room in its output waited for the busiest of its consumers.
 */
public final class Bottlenecks {
  /** Share of time up to which a producer counts as never idle. */
  private static final double NEVER_IDLE = 0.02;

  /** Share of time from which on an operator waits for room in its output. */
  private static final double WAITS = 0.1;

  /** Busy time from which on at least one subtask may be full, in subtasks. */
  private static final double FULL = 0.9;

  private Bottlenecks() {}

  /**
   * The same metrics, in which the busiest subtask of every such operator is always busy.
   *
   * @param burstWriters producers that have records to send for a part of the time only: that one
   *     of them waited tells nothing of the rest of the time
   */
  public static JobMetrics marked(
      JobGraph graph, JobMetrics metrics, Set<OperatorId> burstWriters) {
    Map<OperatorId, OperatorMetrics> marked = new HashMap<>();
    graph.vertices().stream()
        .map(JobVertex::id)
        .filter(metrics.operators()::containsKey)
        .filter(producer -> !burstWriters.contains(producer))
        .filter(producer -> alwaysSends(metrics.of(producer)))
        .forEach(
            producer -> {
              List<OperatorMetrics> consumers = consumers(graph, metrics, producer);
              if (consumers.stream().noneMatch(Bottlenecks::waits)) {
                consumers.stream()
                    .max(Comparator.comparingDouble(OperatorMetrics::usefulTime))
                    .filter(Bottlenecks::mayBeFull)
                    .ifPresent(full -> marked.put(full.id(), full.withBusiest(1)));
              }
            });
    if (marked.isEmpty()) {
      return metrics;
    }
    Map<OperatorId, OperatorMetrics> operators = new HashMap<>(metrics.operators());
    operators.putAll(marked);
    return new JobMetrics(
        metrics.until(), metrics.length(), operators, metrics.drift(), metrics.bursty());
  }

  private static List<OperatorMetrics> consumers(
      JobGraph graph, JobMetrics metrics, OperatorId producer) {
    return graph.outputsOf(producer).stream()
        .map(JobEdge::to)
        .distinct()
        .filter(metrics.operators()::containsKey)
        .map(metrics::of)
        .toList();
  }

  private static boolean alwaysSends(OperatorMetrics producer) {
    return waits(producer) && producer.time().idle() <= NEVER_IDLE;
  }

  private static boolean waits(OperatorMetrics operator) {
    return operator.backPressureShare() >= WAITS;
  }

  private static boolean mayBeFull(OperatorMetrics consumer) {
    return consumer.busiest().isEmpty() && consumer.time().busy() * consumer.parallelism() >= FULL;
  }
}
