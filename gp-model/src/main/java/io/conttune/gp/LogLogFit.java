package io.conttune.gp;

/** What a log-log fit chose; the deviations are in natural logarithms, 0.02 being about 2 %. */
record LogLogFit(double length, double signal, double noise) {
  static LogLogFit ofLogarithms(double[] logarithms) {
    return new LogLogFit(
        StrictMath.exp(logarithms[0]),
        StrictMath.exp(logarithms[1]),
        StrictMath.exp(logarithms[2]));
  }
}
