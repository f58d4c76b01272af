package io.conttune.gp;

import static io.conttune.gp.internal.SampleStatistics.sumOfSquares;

import io.conttune.gp.internal.NelderMeadMinimizer;

/**
 * The most probable length, signal and noise: the likelihood times the prior. A grid over quantiles
 * of the prior, then the simplex of Nelder and Mead from its best.
 */
final class LogLogSearch {
  private static final double[] QUANTILES = {-1, 0, 1};
  private static final double STEP = 1;
  private static final NelderMeadMinimizer REFINE = new NelderMeadMinimizer(1e-4, 200);

  private final LogLogData data;
  private final LogLogKernel kernel;

  LogLogSearch(LogLogData data) {
    this.data = data;
    this.kernel = new LogLogKernel(data);
  }

  LogLogFit best() {
    return LogLogFit.ofLogarithms(REFINE.minimum(this::objective, start(), STEP));
  }

  double negativeLogLikelihood(LogLogFit fit) {
    if (!kernel.factored(fit)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] whitened = data.residuals();
    kernel.factor().solveLower(whitened);
    double normaliser = data.size() * StrictMath.log(2 * Math.PI);
    return 0.5 * (sumOfSquares(whitened) + kernel.factor().logDeterminant() + normaliser);
  }

  private double[] start() {
    double[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (double length : QUANTILES) {
      for (double signal : QUANTILES) {
        for (double noise : QUANTILES) {
          double[] tried = {
            LogLogPrior.LENGTH.quantile(length),
            LogLogPrior.SIGNAL.quantile(signal),
            LogLogPrior.NOISE.quantile(noise)
          };
          double value = objective(tried);
          if (best.length == 0 || value < least) {
            best = tried;
            least = value;
          }
        }
      }
    }
    return best;
  }

  private double objective(double[] logarithms) {
    return negativeLogLikelihood(LogLogFit.ofLogarithms(logarithms))
        + LogLogPrior.LENGTH.penalty(logarithms[0])
        + LogLogPrior.SIGNAL.penalty(logarithms[1])
        + LogLogPrior.NOISE.penalty(logarithms[2]);
  }
}
