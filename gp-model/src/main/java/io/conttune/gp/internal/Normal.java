package io.conttune.gp.internal;

import org.apache.commons.math3.special.Erf;

/** A normal distribution, which at deviation 0 is a certainty. */
public record Normal(double mean, double deviation) {
  /** The probability of at least this value, 0..1. */
  public double probabilityOfAtLeast(double value) {
    if (deviation == 0) {
      return mean >= value ? 1 : 0;
    }
    return 0.5 * Erf.erfc((value - mean) / (deviation * Math.sqrt(2)));
  }
}
