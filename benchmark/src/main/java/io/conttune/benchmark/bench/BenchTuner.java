package io.conttune.benchmark.bench;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.TuningMethod;
import java.util.List;

/**
 * A tuner of the service, by the name under which it is compared.
 *
 * @param label its name
 * @param method with its settings
 */
record BenchTuner(String label, TuningMethod method) {
  static final BenchTuner CONTTUNE_3 = new BenchTuner("conttune-3", TuningMethod.ContTune.PAPER);
  static final BenchTuner DS2 = new BenchTuner("ds2", TuningMethod.Ds2.DEFAULT);

  static final List<BenchTuner> ALL =
      List.of(
          new BenchTuner("conttune", TuningMethod.ContTune.DEFAULT),
          new BenchTuner("informed", TuningMethod.Informed.DEFAULT),
          CONTTUNE_3,
          new BenchTuner("conttune-0", linearWithCache()),
          DS2);

  /** The model is trusted only where it has data [ContTune Alg. 2 with α = 0]. */
  private static TuningMethod linearWithCache() {
    TuningMethod.ContTune paper = TuningMethod.ContTune.PAPER;
    return new TuningMethod.ContTune(
        SurrogateMethod.RBF, 0, paper.steadyRate(), paper.firstMaximum());
  }
}
