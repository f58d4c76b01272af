package io.conttune.informed;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.tuning.Plateau;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators to which more subtasks bring nothing, because something else limits them. They are
 * not enlarged any more, until their throughput at the same parallelism rises.
 *
 * @param plateaus of the operators of which it is proven and that would be enlarged beyond
 */
record UselessGrowth(Map<OperatorId, Plateau> plateaus) {
  /** By how much an operator must process more to count as a gain. */
  private static final double GAIN = 1.05;

  UselessGrowth {
    plateaus = Map.copyOf(plateaus);
  }

  /** Returns whether this operator has at least the subtasks that bring something. */
  boolean isAt(JobVertex vertex) {
    Plateau plateau = plateaus.get(vertex.id());
    return plateau != null && vertex.parallelism() >= plateau.parallelism();
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

  /** One clause for each of these vertices. */
  String description(List<JobVertex> vertices) {
    return vertices.stream()
        .map(vertex -> vertex.name() + ": " + plateaus.get(vertex.id()).description())
        .collect(joining("; "));
  }
}
