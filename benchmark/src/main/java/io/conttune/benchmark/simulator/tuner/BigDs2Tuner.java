package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.history.History;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;

/**
 * The Big phase of ContTune with the linear method in place of its Small phase [ContTune §6]. It
 * sees only the window: no model and no earlier observation takes part in the decision.
 */
final class BigDs2Tuner implements Tuner {
  private final Tuner bigSmall;

  /**
   * The tuner.
   *
   * @param bigSmall ContTune with an acquisition that never picks
   */
  BigDs2Tuner(Tuner bigSmall) {
    this.bigSmall = bigSmall;
  }

  @Override
  public String name() {
    return "big-ds2";
  }

  @Override
  public TunerState initialState() {
    return bigSmall.initialState();
  }

  @Override
  public Tuned decide(TuningInput input) {
    return bigSmall.decide(
        new TuningInput(
            input.graph(),
            input.metrics(),
            History.empty(input.history().topK()),
            input.limits(),
            input.state()));
  }
}
