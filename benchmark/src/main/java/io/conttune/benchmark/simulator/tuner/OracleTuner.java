package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Knows the least parallelism that suffices at any time; no other tuner can do with less. */
final class OracleTuner implements Tuner {
  private final Function<Instant, Map<OperatorId, Integer>> minimum;

  OracleTuner(Function<Instant, Map<OperatorId, Integer>> minimum) {
    this.minimum = minimum;
  }

  @Override
  public String name() {
    return "oracle";
  }

  @Override
  public TunerState initialState() {
    return new TunerState.None();
  }

  @Override
  public Tuned decide(TuningInput input) {
    return new Answers(name(), input)
        .want(minimum.apply(input.metrics().until()), "the least that suffices");
  }
}
