package io.conttune.gp;

/** Parameters of a log-log fit. The deviations are natural logarithms; 0.02 is about 2 %. */
record LogLogFit(double length, double signal, double noise) {
  static LogLogFit ofLogarithms(double[] logarithms) {
    return new LogLogFit(
        StrictMath.exp(logarithms[0]),
        StrictMath.exp(logarithms[1]),
        StrictMath.exp(logarithms[2]));
  }
}
