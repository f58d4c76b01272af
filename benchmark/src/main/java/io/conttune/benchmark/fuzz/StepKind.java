package io.conttune.benchmark.fuzz;

import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.tuning.DecisionRecord;

/** The kinds of outcomes that a step of the loop can have. */
enum StepKind {
  UNREACHABLE("unreachable"),
  NO_JOB("no job"),
  MEASURED_ANEW("measured anew"),
  HELD("held"),
  RESCALING("rescaling"),
  BROKEN("broken");

  private final String text;

  StepKind(String text) {
    this.text = text;
  }

  /** For a person. */
  String text() {
    return text;
  }

  static StepKind of(StepOutcome outcome) {
    return outcome.accept(new Kinds());
  }

  private static final class Kinds implements StepOutcome.Visitor<StepKind> {
    @Override
    public StepKind unreachable(StepOutcome.Unreachable outcome) {
      return UNREACHABLE;
    }

    @Override
    public StepKind waiting(StepOutcome.Waiting outcome) {
      return NO_JOB;
    }

    @Override
    public StepKind changed(StepOutcome.Changed outcome) {
      return MEASURED_ANEW;
    }

    @Override
    public StepKind measuring(StepOutcome.Measuring outcome) {
      return MEASURED_ANEW;
    }

    @Override
    public StepKind misfit(StepOutcome.Misfit outcome) {
      return HELD;
    }

    @Override
    public StepKind observed(StepOutcome.Observed outcome) {
      return HELD;
    }

    @Override
    public StepKind decided(StepOutcome.Decided outcome) {
      return outcome.record().outcome() == DecisionRecord.Outcome.STARTED ? RESCALING : HELD;
    }

    @Override
    public StepKind lateLaunch(StepOutcome.LateLaunch outcome) {
      return RESCALING;
    }

    @Override
    public StepKind rescaling(StepOutcome.Rescaling outcome) {
      return RESCALING;
    }

    @Override
    public StepKind tidied(StepOutcome.Tidied outcome) {
      return HELD;
    }
  }
}
