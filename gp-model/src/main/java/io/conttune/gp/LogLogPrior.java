package io.conttune.gp;

/**
 * What is believed of any operator before its first observation. In logarithms no unit is left, so
 * the beliefs hold for every operator: a level nobody knows, a slope a little below linear scaling,
 * a bend of some ten per cent over a factor of some in parallelism, a noise of some per cent.
 */
final class LogLogPrior {
  static final double SLOPE = 0.9;
  static final double SLOPE_DEVIATION = 0.2;
  static final double LEVEL_DEVIATION = 10;

  static final LogNormal LENGTH = new LogNormal(1.5, 0.5);
  static final LogNormal SIGNAL = new LogNormal(0.3, 0.7);
  static final LogNormal NOISE = new LogNormal(0.05, 0.7);

  private LogLogPrior() {}

  /** A positive number known by its median and the deviation of its logarithm. */
  record LogNormal(double median, double spread) {
    double quantile(double deviations) {
      return StrictMath.log(median) + deviations * spread;
    }

    double penalty(double logarithm) {
      double deviations = (logarithm - StrictMath.log(median)) / spread;
      return 0.5 * deviations * deviations;
    }
  }
}
