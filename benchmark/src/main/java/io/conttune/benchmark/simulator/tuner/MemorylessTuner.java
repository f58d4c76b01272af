package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;

/** A tuner that decides by one window alone and remembers nothing. */
abstract class MemorylessTuner implements Tuner {
  private final String name;

  MemorylessTuner(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final TunerState initialState() {
    return new TunerState.None();
  }

  @Override
  public final Tuned decide(TuningInput input) {
    return decide(input, new Answers(name, input));
  }

  /**
   * Decides.
   *
   * @param answers words the answer to the input
   */
  abstract Tuned decide(TuningInput input, Answers answers);
}
