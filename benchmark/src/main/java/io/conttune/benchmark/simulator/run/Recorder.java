package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.SimulationRecorder;
import io.conttune.benchmark.simulator.run.RunResult.SlotChange;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.tuner.TunerContext;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores one run while it goes on. A tuning begins with the run and with every change of the rate;
 * steps of the same rate belong to one tuning. A reconfiguration belongs to the tuning in which it
 * was begun.
 */
final class Recorder implements SimulationRecorder {
  private final TunerContext context;
  private final List<TuningResult> tunings = new ArrayList<>();
  private final List<SlotChange> changes = new ArrayList<>();

  private Instant tuningSince = Instant.EPOCH;
  private int reconfigurations;
  private int bigReconfigurations;
  private int slots;
  private int maxSlots;
  private double seconds;
  private double slotSeconds;
  private double shortSeconds;
  private double downSeconds;
  private double maxBacklogSeconds;

  Recorder(TunerContext context) {
    this.context = context;
  }

  @Override
  public void passed(Span span) {
    if (rate(span.from()) != rate(tuningSince)) {
      closeTuning(span.from());
    }
    if (slots != span.slots()) {
      changes.add(new SlotChange(span.from(), span.slots()));
    }
    slots = span.slots();
    maxSlots = Math.max(maxSlots, slots);
    seconds += span.seconds();
    slotSeconds += slots * span.seconds();
    shortSeconds += span.supply() == Supply.SHORT ? span.seconds() : 0;
    downSeconds += span.life() == Life.DOWN ? span.seconds() : 0;
    maxBacklogSeconds = Math.max(maxBacklogSeconds, span.backlogSeconds());
  }

  /** Counts what a step of the control loop has begun. */
  void stepped(Instant at, StepOutcome outcome) {
    if (rate(at) != rate(tuningSince)) {
      closeTuning(at);
    }
    if (outcome instanceof StepOutcome.Decided decided
        && decided.record().outcome() == DecisionRecord.Outcome.STARTED) {
      reconfigurations++;
      bigReconfigurations +=
          decided
              .record()
              .decision()
              .match(rescale -> rescale.step() == Decision.Step.BIG ? 1 : 0, hold -> 0);
    }
  }

  private double rate(Instant at) {
    return context.plan().at(at);
  }

  private void closeTuning(Instant end) {
    Instant last = end.minusMillis(1);
    tunings.add(
        new TuningResult(
            end,
            rate(last),
            reconfigurations,
            bigReconfigurations,
            slots,
            Workload.slots(context.minimumAt(last))));
    reconfigurations = 0;
    bigReconfigurations = 0;
    tuningSince = end;
  }

  RunResult finish() {
    RatePlan plan = context.plan();
    closeTuning(plan.end());
    return new RunResult(
        tunings,
        seconds,
        slotSeconds,
        maxSlots,
        shortSeconds,
        downSeconds,
        maxBacklogSeconds,
        changes);
  }
}
