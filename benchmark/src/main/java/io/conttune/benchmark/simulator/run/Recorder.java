package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.SimulationRecorder;
import io.conttune.benchmark.simulator.run.RunResult.DecisionTaken;
import io.conttune.benchmark.simulator.run.RunResult.TimelineStretch;
import io.conttune.benchmark.simulator.schedule.LoadChanges;
import io.conttune.benchmark.simulator.tuner.TunerContext;
import io.conttune.benchmark.simulator.workload.Minimum;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Scores one run while it goes on. A tuning begins with the scored part of the run and with every
 * change of the load. A reconfiguration belongs to the tuning in which it was begun.
 */
final class Recorder implements SimulationRecorder {
  private static final double MILLIS = 1000;

  private final TunerContext context;
  private final Instant scoredFrom;

  /** Beginnings of the tunings that are left, the present one first. */
  private final List<Instant> changes;

  private final LagClock lag;
  private final List<TuningResult> tunings = new ArrayList<>();
  private final List<TimelineStretch> timeline = new ArrayList<>();
  private final List<DecisionTaken> decisions = new ArrayList<>();

  private OptionalDouble reaction = OptionalDouble.empty();
  private int reconfigurations;
  private int bigReconfigurations;
  private int slots;
  private int maxSlots;
  private double seconds;
  private double slotSeconds;
  private double shortSeconds;
  private double downSeconds;

  Recorder(TunerContext context, RunTerms terms) {
    this.context = context;
    scoredFrom = Instant.EPOCH.plus(terms.unscored());
    lag = new LagClock(terms.objective());
    changes = new ArrayList<>(List.of(scoredFrom));
    LoadChanges.of(context.plan()).stream().filter(scoredFrom::isBefore).forEach(changes::add);
  }

  @Override
  public void passed(Span span) {
    closeTunings(span.from());
    note(span);
    slots = span.slots();
    boolean isScored = !span.from().isBefore(scoredFrom);
    lag.passed(span, isScored);
    if (isScored) {
      maxSlots = Math.max(maxSlots, slots);
      seconds += span.seconds();
      slotSeconds += slots * span.seconds();
      shortSeconds += span.missingShare() * span.seconds();
      downSeconds += span.presence() == JobPresence.DOWN ? span.seconds() : 0;
    }
  }

  private void note(Span span) {
    TimelineStretch point =
        new TimelineStretch(
            span.from(),
            context.plan().at(span.from()),
            span.slots(),
            span.presence() == JobPresence.UP,
            lag.present());
    boolean isNew =
        timeline.isEmpty()
            || timeline.get(timeline.size() - 1).rate() != point.rate()
            || timeline.get(timeline.size() - 1).slots() != point.slots()
            || timeline.get(timeline.size() - 1).isUp() != point.isUp();
    if (isNew) {
      timeline.add(point);
    }
  }

  /** Counts what a step of the control loop has begun. */
  void stepped(Instant at, StepOutcome outcome) {
    closeTunings(at);
    outcome.newDecision().ifPresent(record -> decisions.add(taken(at, record)));
    if (!at.isBefore(scoredFrom)) {
      outcome
          .decision()
          .filter(decision -> decision.outcome() == DecisionRecord.Outcome.STARTED)
          .ifPresent(started -> count(at, started.decision()));
    }
  }

  private void count(Instant at, Decision started) {
    if (reconfigurations == 0 && changes.get(0).isAfter(scoredFrom)) {
      long millis = Duration.between(changes.get(0), at).toMillis();
      reaction = OptionalDouble.of(millis / MILLIS);
    }
    reconfigurations++;
    bigReconfigurations +=
        started.match(rescale -> rescale.step() == Decision.Step.BIG ? 1 : 0, hold -> 0);
  }

  private static DecisionTaken taken(Instant at, DecisionRecord record) {
    return record
        .decision()
        .match(
            rescale ->
                new DecisionTaken(
                    at,
                    record.outcome(),
                    rescale.step().name(),
                    rescale.parallelism(),
                    rescale.reason()),
            hold ->
                new DecisionTaken(
                    at, record.outcome(), hold.cause().name(), Map.of(), hold.reason()));
  }

  private void closeTunings(Instant now) {
    while (changes.size() > 1 && !now.isBefore(changes.get(1))) {
      closeTuning(changes.get(1));
      changes.remove(0);
    }
  }

  private void closeTuning(Instant end) {
    Instant last = end.minusMillis(1);
    Minimum least = context.wantedAt(last);
    tunings.add(
        new TuningResult(
            end,
            context.plan().at(last),
            reconfigurations,
            bigReconfigurations,
            reaction,
            slots,
            context.workload().tunedSlots(least.parallelism()),
            least.outOfReach().isEmpty()));
    reconfigurations = 0;
    bigReconfigurations = 0;
    reaction = OptionalDouble.empty();
  }

  RunResult finish() {
    closeTunings(context.plan().end());
    closeTuning(context.plan().end());
    return new RunResult(
        tunings,
        seconds,
        slotSeconds,
        maxSlots,
        shortSeconds,
        downSeconds,
        lag.result(),
        timeline,
        decisions);
  }
}
