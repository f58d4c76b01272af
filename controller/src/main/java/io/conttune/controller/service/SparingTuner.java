package io.conttune.controller.service;

import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.CachedSurrogate;
import java.util.Objects;

/**
 * A tuner of one job that keeps the fits of its last decisions only. A history that has grown is
 * not asked for again, so that what is kept beyond would be there until the service ends.
 *
 * @param tuner decides
 * @param fits its cache, which nobody else uses
 */
record SparingTuner(Tuner tuner, CachedSurrogate fits) implements Tuner {
  /** Those of two decisions, and of plans that were weighed beside them. */
  private static final int FITS_OF_OPERATOR = 4;

  SparingTuner {
    Objects.requireNonNull(tuner, "tuner");
    Objects.requireNonNull(fits, "fits");
  }

  @Override
  public String name() {
    return tuner.name();
  }

  @Override
  public TunerState initialState() {
    return tuner.initialState();
  }

  @Override
  public Tuned decide(TuningInput input) {
    fits.keep(FITS_OF_OPERATOR * input.graph().vertices().size());
    return tuner.decide(input);
  }
}
