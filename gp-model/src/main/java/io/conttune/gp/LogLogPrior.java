package io.conttune.gp;

/**
 * The beliefs about every operator before its first observation. Logarithms have no unit, so the
 * same beliefs hold for all operators: the level is unknown, the slope is a little below linear
 * scaling, the curve bends by some ten per cent while the parallelism grows several times, and the
 * noise is some per cent.
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
