package io.conttune.core.tuning;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bounds of a decision: per operator, the user's limits, the vertex's max parallelism and the
 * slots there are, already intersected. Sources whose partition count is unknown, excluded and
 * finished vertices are fixed at their present parallelism.
 *
 * @param bounds of every vertex
 * @param partitions of the input of each source of which their number is known
 */
public record Limits(Map<OperatorId, Bounds> bounds, Map<OperatorId, Integer> partitions) {
  public Limits {
    bounds = Map.copyOf(bounds);
    partitions = Map.copyOf(partitions);
  }

  /** Bounds of a job of which no partitions are known. */
  public Limits(Map<OperatorId, Bounds> bounds) {
    this(bounds, Map.of());
  }

  /** The sources that may get more subtasks than they have. */
  public Set<OperatorId> extensibleSources(JobGraph graph) {
    return graph.sources().stream()
        .filter(source -> of(source.id()).most() > source.parallelism())
        .map(JobVertex::id)
        .collect(Collectors.toSet());
  }

  /** The number of partitions that this source reads; empty if it is not known, or no source. */
  public Optional<Integer> partitionsOf(OperatorId source) {
    return Optional.ofNullable(partitions.get(source));
  }

  /**
   * The bounds of this operator.
   *
   * @throws IllegalArgumentException if none were given
   */
  public Bounds of(OperatorId operator) {
    Bounds found = bounds.get(operator);
    if (found == null) {
      throw new IllegalArgumentException("no limits given for job vertex " + operator);
    }
    return found;
  }
}
