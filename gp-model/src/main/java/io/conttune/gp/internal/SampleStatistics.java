package io.conttune.gp.internal;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.moment.Mean;

/** Figures over a series of numbers. */
public final class SampleStatistics {
  private SampleStatistics() {}

  /** The sum of the squares. */
  public static double sumOfSquares(double[] values) {
    return StatUtils.sumSq(values);
  }

  /**
   * The mean in which each value counts by its weight.
   *
   * @param weights one for each value, positive
   */
  public static double weightedMean(double[] values, double[] weights) {
    return new Mean().evaluate(values, weights);
  }
}
