package io.conttune.gp;

import io.conttune.gp.internal.SampleStatistics;

/**
 * A history on logarithmic axes, standardised: the prior's slope is taken off the ordinate, and
 * both axes are centred at the mean over the samples. They keep their scale, which is that of the
 * prior.
 */
final class LogLogData {
  private final double[] abscissas;
  private final double[] residuals;
  private final double[] samples;
  private final double center;
  private final double level;

  LogLogData(SortedPoints points) {
    int n = points.size();
    abscissas = new double[n];
    residuals = new double[n];
    samples = new double[n];
    for (int i = 0; i < n; i++) {
      Point point = points.asList().get(i);
      abscissas[i] = StrictMath.log(point.parallelism());
      residuals[i] = StrictMath.log(point.processingAbility()) - LogLogPrior.SLOPE * abscissas[i];
      samples[i] = point.samples();
    }
    center = subtractMean(abscissas);
    level = subtractMean(residuals);
  }

  private double subtractMean(double[] values) {
    double mean = SampleStatistics.weightedMean(values, samples);
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
    }
    return mean;
  }

  int size() {
    return abscissas.length;
  }

  double abscissa(int i) {
    return abscissas[i];
  }

  double samples(int i) {
    return samples[i];
  }

  double[] residuals() {
    return residuals.clone();
  }

  double abscissaOf(int parallelism) {
    return StrictMath.log(parallelism) - center;
  }

  /** From a residual back to the logarithm of a processing ability. */
  double logarithmOfAbility(double residual, int parallelism) {
    return residual + level + LogLogPrior.SLOPE * StrictMath.log(parallelism);
  }
}
