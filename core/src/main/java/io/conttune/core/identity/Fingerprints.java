package io.conttune.core.identity;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fingerprint of each vertex of a job. Every observation is kept with one. An observation is
 * comparable with the job as it is now if the two fingerprints are equal.
 *
 * @param byOperator the {@link OperatorShape#fingerprint()} of every vertex of a job
 */
public record Fingerprints(Map<OperatorId, String> byOperator) {
  public Fingerprints {
    byOperator = Map.copyOf(byOperator);
  }

  /** The fingerprints of this job. */
  public static Fingerprints of(JobGraph graph) {
    return new Fingerprints(
        graph.vertices().stream()
            .map(JobVertex::id)
            .collect(Collectors.toMap(id -> id, id -> OperatorShape.of(graph, id).fingerprint())));
  }

  /**
   * The fingerprint of this vertex.
   *
   * @throws IllegalArgumentException if the job has no such vertex
   */
  public String of(OperatorId operator) {
    String found = byOperator.get(operator);
    if (found == null) {
      throw new IllegalArgumentException("no fingerprint of job vertex " + operator);
    }
    return found;
  }

  /** Whether an observation that was kept with this fingerprint is comparable. */
  public boolean match(OperatorId operator, String fingerprint) {
    return fingerprint.equals(byOperator.get(operator));
  }
}
