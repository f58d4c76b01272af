package io.conttune.core.history;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.Objects;

/**
 * One measurement: an operator's processing ability at a parallelism.
 *
 * @param operator the job vertex
 * @param parallelism at which it was measured
 * @param processingAbility records/s over all subtasks, above 0
 * @param at the time at which its window ended
 */
public record Observation(
    OperatorId operator, int parallelism, double processingAbility, Instant at) {
  public Observation {
    Objects.requireNonNull(operator, "operator");
    Require.atLeast("parallelism of an observation", 1, parallelism);
    Require.positive("processing ability of an observation", processingAbility);
    Objects.requireNonNull(at, "at");
  }
}
