package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TuningInput;

/** Never touches a job, like people who provision for the peak. */
final class StaticTuner extends MemorylessTuner {
  StaticTuner(String name) {
    super(name);
  }

  @Override
  Tuned decide(TuningInput input, Answers answers) {
    return answers.hold("stays as it is");
  }
}
