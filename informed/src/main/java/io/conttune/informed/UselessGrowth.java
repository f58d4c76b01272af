package io.conttune.informed;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Plateau;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The operators to which more subtasks bring nothing, because something else limits them. They are
 * not enlarged any more, until their throughput at the same parallelism rises.
 *
 * @param plateaus of the operators of which it is shown and that would be enlarged beyond
 * @param suspected operators whose last growth brought little or nothing so far
 */
record UselessGrowth(Map<OperatorId, Plateau> plateaus, Set<OperatorId> suspected) {
  /** By how much an operator must process more to count as a gain. */
  private static final double GAIN = 1.05;

  /** Why an operator is not enlarged whose last growth brought little so far. */
  static final String AWAITED =
      "waits for further pieces, as the last growth seems to have brought little";

  /** Pieces of one run that tell what its parallelism brings. */
  private static final int PIECES = 3;

  UselessGrowth {
    plateaus = Map.copyOf(plateaus);
    suspected = Set.copyOf(suspected);
  }

  /**
   * Returns whether no further trial is needed. At the largest parallelism that was tried, several
   * pieces of this run must have processed no more than fewer subtasks did, as a start may be slow.
   * What was left before counts as shown.
   *
   * @param pieces of this run, oldest first
   */
  static boolean isShown(Plateau plateau, JobVertex vertex, List<JobMetrics> pieces) {
    int present = vertex.parallelism();
    return present == plateau.tried()
        ? tells(pieces) && meanRate(vertex, pieces) <= GAIN * plateau.ability()
        : present < plateau.tried() || plateau.isProven();
  }

  /** Returns whether these pieces of one run tell what its parallelism brings. */
  static boolean tells(List<JobMetrics> pieces) {
    return pieces.size() >= PIECES;
  }

  private static double meanRate(JobVertex vertex, List<JobMetrics> pieces) {
    return pieces.subList(pieces.size() - PIECES, pieces.size()).stream()
        .map(piece -> piece.operators().get(vertex.id()))
        .filter(Objects::nonNull)
        .mapToDouble(OperatorMetrics::inputRate)
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Returns whether this operator has at least the subtasks that bring something. */
  boolean isAt(JobVertex vertex) {
    Plateau plateau = plateaus.get(vertex.id());
    return plateau != null && vertex.parallelism() >= plateau.parallelism();
  }

  /** Returns whether further pieces have to tell if the last growth of this vertex was useless. */
  boolean isSuspected(JobVertex vertex) {
    return suspected.contains(vertex.id());
  }

  /** The parallelism of a job in which these vertices have no more subtasks than help them. */
  Map<OperatorId, Integer> takenBack(Map<OperatorId, Integer> present, List<JobVertex> vertices) {
    Map<OperatorId, Integer> result = new HashMap<>(present);
    vertices.forEach(vertex -> result.put(vertex.id(), plateaus.get(vertex.id()).goal()));
    return result;
  }

  /** Returns whether some of these vertices processed more with fewer subtasks than they do now. */
  boolean processMore(List<JobVertex> vertices, JobMetrics now) {
    return vertices.stream()
        .anyMatch(v -> plateaus.get(v.id()).ability() > GAIN * now.of(v.id()).inputRate());
  }

  /** The share of its rate that this vertex takes, 0..1. */
  double share(JobVertex vertex, TargetRates.Known rates) {
    return plateaus.get(vertex.id()).share(vertex, rates);
  }

  /** One clause for each of these vertices. */
  String description(List<JobVertex> vertices) {
    return vertices.stream()
        .map(vertex -> vertex.name() + ": " + plateaus.get(vertex.id()).description())
        .collect(joining("; "));
  }
}
