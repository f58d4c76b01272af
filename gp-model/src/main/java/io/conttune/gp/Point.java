package io.conttune.gp;

/**
 * The mean of the processing abilities that were observed at one parallelism.
 *
 * @param parallelism subtasks, at least 1
 * @param processingAbility mean over the samples, records per second, finite and positive
 * @param samples number of observations in the mean, at least 1
 */
public record Point(int parallelism, double processingAbility, int samples) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a component is out of its range
   */
  public Point {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
    }
    if (!(processingAbility > 0) || Double.isInfinite(processingAbility)) {
      throw new IllegalArgumentException(
          "processing ability must be finite and positive, was " + processingAbility);
    }
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, was " + samples);
    }
  }
}
