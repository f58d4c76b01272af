package io.conttune.benchmark.bench;

import io.conttune.controller.config.Surrogate;
import io.conttune.controller.config.TuningMethod;
import java.util.Arrays;
import java.util.Optional;

/** The tuners that the service has, by the names under which they are compared. */
enum BenchTuner {
  CONTTUNE("conttune", TuningMethod.ContTune.DEFAULT),
  CONTTUNE_3("conttune-3", TuningMethod.ContTune.PAPER),
  CONTTUNE_0("conttune-0", withAlpha(0)),
  DS2("ds2", TuningMethod.Ds2.DEFAULT);

  private final String label;
  private final TuningMethod method;

  BenchTuner(String label, TuningMethod method) {
    this.label = label;
    this.method = method;
  }

  String label() {
    return label;
  }

  TuningMethod method() {
    return method;
  }

  static Optional<BenchTuner> named(String name) {
    return Arrays.stream(values()).filter(tuner -> tuner.label.equals(name)).findFirst();
  }

  private static TuningMethod withAlpha(int alpha) {
    TuningMethod.ContTune paper = TuningMethod.ContTune.PAPER;
    return new TuningMethod.ContTune(
        Surrogate.RBF, alpha, paper.steadyRate(), paper.firstMaximum());
  }
}
