package io.conttune.controller.limits;

import io.conttune.controller.config.SourceLimit;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The bounds of the sources of a job, by the user's rule and the partitions that they tell.
 *
 * @param told partitions of those sources that tell them
 */
record Sources(SourceLimit limit, JobGraph graph, Map<OperatorId, Integer> told) {
  Sources {
    told = Map.copyOf(told);
  }

  /** The most subtasks of a source; empty for one that keeps what it has, and for no source. */
  OptionalInt most(JobVertex vertex) {
    if (!graph.isSource(vertex.id())) {
      return OptionalInt.empty();
    }
    Integer own = told.get(vertex.id());
    return limit.most(own == null ? OptionalInt.empty() : OptionalInt.of(own));
  }

  /** Returns whether this is a source that keeps what it has. */
  boolean isFixed(JobVertex vertex) {
    return graph.isSource(vertex.id()) && most(vertex).isEmpty();
  }

  /** The number of each source: what it tells is true, and what the user says stands in for it. */
  Map<OperatorId, Integer> partitions() {
    Map<OperatorId, Integer> partitions = new LinkedHashMap<>();
    for (JobVertex source : graph.sources()) {
      limit.given().ifPresent(count -> partitions.put(source.id(), count));
    }
    partitions.putAll(told);
    return partitions;
  }

  /** A sentence for a person where a source has more subtasks than partitions. */
  Optional<String> idleSubtasks(JobVertex vertex) {
    int partitions = told.getOrDefault(vertex.id(), vertex.parallelism());
    return partitions < vertex.parallelism()
        ? Optional.of(
            "%s: %d of its %d subtasks read nothing (partitions of its input: %d)"
                .formatted(
                    vertex.name(),
                    vertex.parallelism() - partitions,
                    vertex.parallelism(),
                    partitions))
        : Optional.empty();
  }
}
