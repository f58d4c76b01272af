package io.conttune.gp;

/**
 * A model's expectation at one parallelism.
 *
 * @param mean expected processing ability, records per second
 * @param standardDeviation its uncertainty, records per second, not negative
 */
public record Prediction(double mean, double standardDeviation) {
  /**
   * Checks that both are numbers, so that no NaN leaves a model.
   *
   * @throws IllegalArgumentException if a component is not finite or the deviation is negative
   */
  public Prediction {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("mean must be finite, was " + mean);
    }
    if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "standard deviation must be finite and not negative, was " + standardDeviation);
    }
  }
}
