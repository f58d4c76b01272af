package io.conttune.controller.offline;

import io.conttune.core.Require;

/**
 * One row of an operator's history.
 *
 * @param parallelism at which it was measured, at least 1
 * @param processingAbility records/s over all subtasks, above 0
 */
public record Sample(int parallelism, double processingAbility) {
  public Sample {
    Require.atLeast("parallelism", 1, parallelism);
    Require.positive("processing ability", processingAbility);
  }
}
