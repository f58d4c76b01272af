package io.conttune.collector;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Measures by how much the load changed while a window was gathered. Right after such a change the
 * window holds some of the old rate and some of the new one, and its mean is neither.
 */
final class Drift {
  private static final int LEAST_POLLS = 3;

  private Drift() {}

  /**
   * The largest relative difference of a source's real rate between the two halves of the window;
   * empty if a half holds too little, or no source was measured.
   *
   * @param polls of the window, oldest first
   * @param metrics of the sources, in a part of them; empty if it cannot be measured
   */
  static OptionalDouble of(
      List<JobSnapshot> polls,
      Function<List<JobSnapshot>, Optional<Map<OperatorId, OperatorMetrics>>> metrics) {
    if (polls.size() < LEAST_POLLS) {
      return OptionalDouble.empty();
    }
    int middle = polls.size() / 2;
    Optional<Map<OperatorId, OperatorMetrics>> before = metrics.apply(polls.subList(0, middle + 1));
    Optional<Map<OperatorId, OperatorMetrics>> after =
        metrics.apply(polls.subList(middle, polls.size()));
    if (before.isEmpty() || after.isEmpty()) {
      return OptionalDouble.empty();
    }
    return polls.get(0).graph().sources().stream()
        .map(JobVertex::id)
        .filter(source -> after.get().containsKey(source))
        .mapToDouble(source -> difference(before.get().get(source), after.get().get(source)))
        .max();
  }

  private static double difference(OperatorMetrics before, OperatorMetrics after) {
    double first = before.arrivalRate();
    double second = after.arrivalRate();
    double mean = (first + second) / 2;
    return mean > 0 ? Math.abs(second - first) / mean : 0;
  }
}
