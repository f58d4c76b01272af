package io.conttune.core.metrics;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operators that receive bursts of which the metrics window does not hold two whole periods,
 * from a window operator for example. Their rates in it are neither the mean nor the most. So they
 * are no reason to take subtasks away, and none to add some while the job keeps up all the same.
 *
 * @param operators all that are behind a vertex that writes so
 * @param late those of them that are too slow: their producers wait for room in their output, and
 *     more records wait before a source than it is given time for
 */
public record BurstyInputs(Set<OperatorId> operators, Set<OperatorId> late) {
  public BurstyInputs {
    operators = Set.copyOf(operators);
    late = Set.copyOf(late);
  }

  /**
   * Those of a job.
   *
   * @param waitsFrom share of time from which on a producer counts as waiting
   * @param catchUp time within which a source may work off what waits for it
   */
  public static BurstyInputs of(
      JobGraph graph, JobMetrics metrics, double waitsFrom, Duration catchUp) {
    boolean isBehind = isBehind(graph, metrics, catchUp);
    Set<OperatorId> operators = new HashSet<>();
    Set<OperatorId> late = new HashSet<>();
    for (JobVertex vertex : graph.vertices()) {
      for (JobEdge input : graph.inputsOf(vertex.id())) {
        if (metrics.bursty().contains(input.from()) || operators.contains(input.from())) {
          operators.add(vertex.id());
        }
        if (isBehind && waits(metrics, input.from(), waitsFrom)) {
          late.add(vertex.id());
        }
      }
    }
    late.retainAll(operators);
    return new BurstyInputs(operators, late);
  }

  /** Where no source tells what waits for it, backpressure alone has to do. */
  private static boolean isBehind(JobGraph graph, JobMetrics metrics, Duration catchUp) {
    List<OperatorMetrics> telling =
        graph.sources().stream()
            .map(source -> metrics.operators().get(source.id()))
            .filter(source -> source != null && source.backlog().isPresent())
            .toList();
    return telling.isEmpty() || telling.stream().anyMatch(s -> isWorth(s, catchUp));
  }

  private static boolean isWorth(OperatorMetrics source, Duration time) {
    Backlog waiting = source.backlog().orElseThrow();
    double rate = Math.max(0, source.inputRate() + waiting.growth());
    return waiting.records() * 1000 > rate * time.toMillis();
  }

  private static boolean waits(JobMetrics metrics, OperatorId producer, double waitsFrom) {
    return metrics.operators().containsKey(producer)
        && metrics.of(producer).backPressureShare() >= waitsFrom;
  }

  /** Returns whether the window does not show how many subtasks this operator needs. */
  public boolean hides(OperatorId operator) {
    return operators.contains(operator) && !late.contains(operator);
  }

  /**
   * Returns why this operator keeps its parallelism; empty if it may have what its rates ask for.
   *
   * @param wanted the parallelism that its rates in the window ask for
   */
  public Optional<String> against(JobVertex operator, int wanted) {
    boolean isHeld =
        wanted < operator.parallelism()
            ? operators.contains(operator.id())
            : wanted > operator.parallelism() && hides(operator.id());
    return isHeld
        ? Optional.of(
            "receives bursts of which the window does not hold two whole periods, keeps "
                + operator.parallelism())
        : Optional.empty();
  }
}
