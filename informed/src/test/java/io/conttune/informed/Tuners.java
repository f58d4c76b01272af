package io.conttune.informed;

import io.conttune.ds2.Ds2;
import io.conttune.gp.LogLogSurrogate;

/** The tuner as the service ships it, at any target utilisation. */
final class Tuners {
  private Tuners() {}

  static InformedTuner at(double utilization) {
    return new InformedTuner(
        InformedSettings.DEFAULT.at(utilization), new LogLogSurrogate(), new Ds2());
  }
}
