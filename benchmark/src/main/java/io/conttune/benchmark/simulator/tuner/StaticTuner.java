package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;

/** Never touches a job, like people who provision for the peak. */
final class StaticTuner implements Tuner {
  private final String name;

  StaticTuner(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TunerState initialState() {
    return new TunerState.None();
  }

  @Override
  public Tuned decide(TuningInput input) {
    return new Answers(name(), input).hold("stays as it is");
  }
}
