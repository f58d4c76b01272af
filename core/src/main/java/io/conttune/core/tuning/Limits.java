package io.conttune.core.tuning;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bounds of a decision: per operator, the user's limits, the vertex's max parallelism and the
 * slots there are, already intersected. Sources whose partition count is unknown, excluded and
 * finished vertices are fixed at their present parallelism.
 *
 * @param bounds of every vertex
 * @param partitions of the input of each source of which their number is known
 * @param uniform vertices that a launch can only give one parallelism together; empty if each can
 *     have its own
 */
public record Limits(
    Map<OperatorId, Bounds> bounds, Map<OperatorId, Integer> partitions, Set<OperatorId> uniform) {
  public Limits {
    bounds = Map.copyOf(bounds);
    partitions = Map.copyOf(partitions);
    uniform = Set.copyOf(uniform);
  }

  /** Bounds of a job of which every vertex can have its own parallelism. */
  public Limits(Map<OperatorId, Bounds> bounds, Map<OperatorId, Integer> partitions) {
    this(bounds, partitions, Set.of());
  }

  /** Bounds of a job of which no partitions are known. */
  public Limits(Map<OperatorId, Bounds> bounds) {
    this(bounds, Map.of());
  }

  /** The same limits with these bounds. */
  public Limits within(Map<OperatorId, Bounds> others) {
    return new Limits(others, partitions, uniform);
  }

  /** The same limits, as if each vertex could have its own parallelism. */
  public Limits eachItsOwn() {
    return new Limits(bounds, partitions);
  }

  /** The same limits, where a launch gives these vertices one parallelism. */
  public Limits uniform(Set<OperatorId> vertices) {
    return new Limits(bounds, partitions, vertices);
  }

  /**
   * Of each source that may get more subtasks than it has, how many times as much it reads with the
   * most of them, above 1.
   */
  public Map<OperatorId, Double> roomOfSources(JobGraph graph) {
    Map<OperatorId, Double> result = new HashMap<>();
    for (JobVertex source : graph.sources()) {
      InputParts parts = partitionsOf(source.id()).map(InputParts::of).orElse(InputParts.ANY);
      double more = parts.effective(of(source.id()).most()) / parts.effective(source.parallelism());
      if (more > 1) {
        result.put(source.id(), more);
      }
    }
    return result;
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
