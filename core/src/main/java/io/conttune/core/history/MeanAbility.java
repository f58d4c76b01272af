package io.conttune.core.history;

import io.conttune.core.Require;

/**
 * The mean of the newest observations of an operator at one parallelism.
 *
 * @param parallelism at which they were measured
 * @param processingAbility their mean, records/s
 * @param samples number of observations in the mean, at least 1
 */
public record MeanAbility(int parallelism, double processingAbility, int samples) {
  public MeanAbility {
    Require.atLeast("parallelism", 1, parallelism);
    Require.positive("mean processing ability", processingAbility);
    Require.atLeast("samples", 1, samples);
  }
}
