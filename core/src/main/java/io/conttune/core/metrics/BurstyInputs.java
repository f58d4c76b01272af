package io.conttune.core.metrics;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.HashSet;
import java.util.Set;

/**
 * The operators that receive bursts of which the metrics window does not hold two whole periods,
 * from a window operator for example. Their rates in it are neither the mean nor the most, so it is
 * no reason to take subtasks away.
 *
 * @param operators all that are behind a vertex that writes so
 */
public record BurstyInputs(Set<OperatorId> operators) {
  public BurstyInputs {
    operators = Set.copyOf(operators);
  }

  /** Those of a job. */
  public static BurstyInputs of(JobGraph graph, JobMetrics metrics) {
    Set<OperatorId> behind = new HashSet<>();
    for (JobVertex vertex : graph.vertices()) {
      for (JobEdge input : graph.inputsOf(vertex.id())) {
        if (metrics.bursty().contains(input.from()) || behind.contains(input.from())) {
          behind.add(vertex.id());
        }
      }
    }
    return new BurstyInputs(behind);
  }

  /** Returns whether this operator is one of them. */
  public boolean contains(OperatorId operator) {
    return operators.contains(operator);
  }
}
