package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides what the test told it last, and notes what it was asked. Holds until told otherwise. */
public final class ScriptedTuner implements Tuner {
  public static final TunerState INITIAL = new TunerState.ContTune(8);

  private static final Evidence EVIDENCE =
      new Evidence("scripted", Provisioning.NORMAL, List.of(), List.of("as told"));

  private final List<TuningInput> inputs = new ArrayList<>();
  private Decision decision = new Decision.Hold(HoldReason.FITS, "it fits", EVIDENCE);
  private TunerState state = INITIAL;

  /** From now on wants this parallelism, and remembers this state with it. */
  public void rescale(Map<OperatorId, Integer> wanted, TunerState after) {
    decision = new Decision.Rescale(Step.SMALL, wanted, "it is told to", EVIDENCE);
    state = after;
  }

  /** From now on holds for this reason, and remembers this state. */
  public void hold(HoldReason cause, TunerState after) {
    decision = new Decision.Hold(cause, cause + ", it is told to", EVIDENCE);
    state = after;
  }

  /** The inputs that it was given, in order. */
  public List<TuningInput> inputs() {
    return List.copyOf(inputs);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public TunerState initialState() {
    return INITIAL;
  }

  @Override
  public Tuned decide(TuningInput input) {
    inputs.add(input);
    return new Tuned(decision, state);
  }
}
