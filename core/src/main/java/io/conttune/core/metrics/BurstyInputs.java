package io.conttune.core.metrics;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operators that receive bursts of which the metrics window does not hold two whole periods,
 * from a window operator for example, or from sources that read in batches. Their rates in it are
 * neither the mean nor the most. So they are no reason to take subtasks away, and none to add some
 * while the job keeps up all the same.
 *
 * @param writers the vertices that write so
 * @param operators all that are behind them, and those that read although no source before them has
 *     read anything in the window
 * @param late those of them that are too slow: their producers wait for room in their output, and
 *     more records wait before a source than it is given time for
 */
public record BurstyInputs(
    Set<OperatorId> writers, Set<OperatorId> operators, Set<OperatorId> late) {
  public BurstyInputs {
    writers = Set.copyOf(writers);
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
    Set<OperatorId> fed = fed(graph, metrics);
    Set<OperatorId> operators = new HashSet<>();
    Set<OperatorId> late = new HashSet<>();
    for (JobVertex vertex : graph.vertices()) {
      if (!fed.contains(vertex.id()) && reads(metrics, vertex.id())) {
        operators.add(vertex.id());
      }
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
    return new BurstyInputs(metrics.bursty(), operators, late);
  }

  /** The vertices to which a source leads that reads, or for which records come to wait. */
  private static Set<OperatorId> fed(JobGraph graph, JobMetrics metrics) {
    Set<OperatorId> result = new HashSet<>();
    for (JobVertex vertex : graph.vertices()) {
      boolean isFed =
          graph.isSource(vertex.id())
              ? arrives(metrics, vertex.id())
              : graph.inputsOf(vertex.id()).stream().map(JobEdge::from).anyMatch(result::contains);
      if (isFed) {
        result.add(vertex.id());
      }
    }
    return result;
  }

  private static boolean arrives(JobMetrics metrics, OperatorId source) {
    return reads(metrics, source)
        || (metrics.operators().containsKey(source) && metrics.of(source).arrivalRate() > 0);
  }

  private static boolean reads(JobMetrics metrics, OperatorId id) {
    return metrics.operators().containsKey(id) && metrics.of(id).inputRate() > 0;
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

  /** The same where whole periods are known. These tell better which operators are too slow. */
  public BurstyInputs withPeriodsKnown() {
    return new BurstyInputs(writers, operators, Set.of());
  }

  /** Returns whether the window does not show how many subtasks this operator needs. */
  public boolean hides(OperatorId operator) {
    return operators.contains(operator) && !late.contains(operator);
  }

  /**
   * The operators that may wait for one that works a burst off, at once or behind others that wait.
   * That one of them waits is then no sign that the job is short.
   *
   * @param waitsFrom share of time from which on an operator counts as waiting
   */
  public Set<OperatorId> heldUp(JobGraph graph, JobMetrics metrics, double waitsFrom) {
    Set<OperatorId> result = new HashSet<>();
    if (operators.isEmpty()) {
      return result;
    }
    List<JobVertex> downstreamFirst = new ArrayList<>(graph.vertices());
    Collections.reverse(downstreamFirst);
    for (JobVertex vertex : downstreamFirst) {
      boolean isHeldUp =
          graph.outputsOf(vertex.id()).stream()
              .map(JobEdge::to)
              .anyMatch(
                  consumer ->
                      waits(metrics, consumer, waitsFrom)
                          ? result.contains(consumer)
                          : hides(consumer));
      if (isHeldUp) {
        result.add(vertex.id());
      }
    }
    return result;
  }

  /**
   * Returns why this operator keeps its parallelism; empty if it may have what its rates ask for.
   *
   * @param wanted the parallelism that its rates in the window ask for
   */
  public Optional<String> against(JobVertex operator, int wanted) {
    boolean shrinks = wanted < operator.parallelism();
    boolean grows = wanted > operator.parallelism();
    if (shrinks && writers.contains(operator.id())) {
      return Optional.of(kept("writes in bursts", operator));
    }
    return (shrinks && operators.contains(operator.id())) || (grows && hides(operator.id()))
        ? Optional.of(kept("receives bursts", operator))
        : Optional.empty();
  }

  private static String kept(String what, JobVertex operator) {
    return "%s of which the window does not hold two whole periods, keeps %d"
        .formatted(what, operator.parallelism());
  }
}
