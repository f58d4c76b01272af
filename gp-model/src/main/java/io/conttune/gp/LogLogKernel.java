package io.conttune.gp;

import io.conttune.gp.internal.Cholesky;

/** The covariance on logarithmic axes: a level, a linear kernel, an RBF, and noise per sample. */
final class LogLogKernel {
  /** A hundredth of a per cent: no mean is known better, however many samples it has. */
  private static final double LEAST_NOISE = 1e-4;

  private static final double LEVEL_VARIANCE =
      LogLogPrior.LEVEL_DEVIATION * LogLogPrior.LEVEL_DEVIATION;
  private static final double SLOPE_VARIANCE =
      LogLogPrior.SLOPE_DEVIATION * LogLogPrior.SLOPE_DEVIATION;

  private final LogLogData data;
  private final Cholesky factor;
  private final double[] correlations;
  private double lengthOfCorrelations = Double.NaN;

  LogLogKernel(LogLogData data) {
    this.data = data;
    factor = new Cholesky(data.size());
    correlations = new double[data.size() * (data.size() - 1) / 2];
  }

  /** Factors the covariance of the data; whether it is positive definite. */
  boolean factored(LogLogFit fit) {
    correlate(fit.length());
    double signal = fit.signal() * fit.signal();
    double noise = fit.noise() * fit.noise();
    double[] entries = factor.entries();
    int n = data.size();
    int at = 0;
    for (int i = 0; i < n; i++) {
      double ofMean = noise / data.samples(i) + LEAST_NOISE * LEAST_NOISE;
      double scaled = SLOPE_VARIANCE * data.abscissa(i);
      entries[i * n + i] = LEVEL_VARIANCE + scaled * data.abscissa(i) + signal + ofMean;
      for (int j = i + 1; j < n; j++) {
        entries[i * n + j] =
            LEVEL_VARIANCE + scaled * data.abscissa(j) + signal * correlations[at++];
      }
    }
    return factor.factor(0);
  }

  Cholesky factor() {
    return factor;
  }

  /** The covariances of the curve at an abscissa with the data. */
  double[] covariances(LogLogFit fit, double abscissa) {
    double[] covariances = new double[data.size()];
    for (int i = 0; i < covariances.length; i++) {
      double distance = abscissa - data.abscissa(i);
      covariances[i] =
          LEVEL_VARIANCE
              + SLOPE_VARIANCE * abscissa * data.abscissa(i)
              + fit.signal() * fit.signal() * correlation(distance, fit.length());
    }
    return covariances;
  }

  /** The variance of the curve at an abscissa before any data. */
  static double variance(LogLogFit fit, double abscissa) {
    return LEVEL_VARIANCE + SLOPE_VARIANCE * abscissa * abscissa + fit.signal() * fit.signal();
  }

  /** Kept as long as the length stays: exponentials are the dearest part of a likelihood. */
  private void correlate(double length) {
    if (length == lengthOfCorrelations) {
      return;
    }
    int at = 0;
    for (int i = 0; i < data.size(); i++) {
      for (int j = i + 1; j < data.size(); j++) {
        correlations[at++] = correlation(data.abscissa(j) - data.abscissa(i), length);
      }
    }
    lengthOfCorrelations = length;
  }

  private static double correlation(double distance, double length) {
    double lengths = distance / length;
    return StrictMath.exp(-0.5 * lengths * lengths);
  }
}
