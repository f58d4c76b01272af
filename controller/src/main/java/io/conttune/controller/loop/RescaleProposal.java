package io.conttune.controller.loop;

import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.TunerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a rescale that the tuner wants into an entry for the journal, unless the mode, a guard, an
 * obstacle or its price is against it. It writes nothing. Not thread-safe.
 */
final class RescaleProposal {
  private final JobSettings settings;
  private final RescalePlanner planner;
  private final RestartGuards guards;
  private final ExpectedOutage expectations;
  private final Payback payback;
  private final DecisionKeeper decisions;
  private final Supplier<String> rescaleIds;
  private final SteadyClock clock;
  private Optional<Obstruction> obstruction = Optional.empty();

  RescaleProposal(
      JobSettings settings,
      RescalePlanner planner,
      RestartGuards guards,
      ExpectedOutage expectations,
      DecisionKeeper decisions,
      Supplier<String> rescaleIds,
      SteadyClock clock) {
    this.settings = settings;
    this.planner = planner;
    this.guards = guards;
    this.expectations = expectations;
    this.payback = new Payback(settings.payback());
    this.decisions = decisions;
    this.rescaleIds = rescaleIds;
    this.clock = clock;
  }

  /**
   * A rescale that was found to be impossible, remembered so as not to ask the cluster each step.
   */
  private record Obstruction(Decision.Rescale rescale, List<String> obstacles, Pause pause) {}

  /**
   * A rescale that was weighed, and whether it begins.
   *
   * @param record the decision with its outcome
   * @param entry the rescale to begin; empty unless the outcome is {@link Outcome#STARTED}
   */
  record WeighedRescale(DecisionRecord record, Optional<RescaleEntry> entry) {}

  /**
   * Weighs a rescale.
   *
   * @param stateAfterwards the tuner's memory once it is carried out
   */
  WeighedRescale weigh(
      JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards)
      throws FlinkUnavailableException {
    if (settings.mode() == Mode.RECOMMEND) {
      return not(Outcome.RECOMMENDED, job, List.of(), rescale);
    }
    Optional<String> refusal = guards.refusal(job);
    if (refusal.isPresent()) {
      return not(Outcome.REFUSED, job, List.of(refusal.get()), rescale);
    }
    if (stillObstructed(rescale)) {
      return not(Outcome.REFUSED, job, obstruction.orElseThrow().obstacles(), rescale);
    }
    return planner
        .plan(job, metrics, rescale, stateAfterwards)
        .match(
            planned -> planned(job, rescale, planned),
            obstructed -> obstructed(job, rescale, obstructed.obstacles()));
  }

  private WeighedRescale obstructed(
      JobSnapshot job, Decision.Rescale rescale, List<String> obstacles) {
    Pause pause = Pause.of(settings.timing().obstacleRetry(), clock);
    obstruction = Optional.of(new Obstruction(rescale, obstacles, pause));
    return not(Outcome.REFUSED, job, obstacles, rescale);
  }

  private WeighedRescale planned(
      JobSnapshot job, Decision.Rescale rescale, RescalePlanner.Planning.Planned planned) {
    RescalePlan plan = planned.plan();
    ExpectedOutage.OutageEstimate estimate = expectations.of(plan);
    Optional<String> tooDear = payback.refusal(rescale, plan, estimate);
    if (tooDear.isPresent()) {
      return obstructed(job, rescale, List.of(tooDear.get()));
    }
    obstruction = Optional.empty();
    RescaleEntry entry = RescaleEntry.planned(rescaleIds.get(), plan, clock.instant());
    List<String> notes = new ArrayList<>(planned.notes());
    notes.add(estimate.sentence());
    Decision noted = rescale.noting(notes);
    DecisionRecord record = decisions.record(job, Outcome.STARTED, List.of(), noted);
    return new WeighedRescale(record.starting(entry.id()), Optional.of(entry));
  }

  private boolean stillObstructed(Decision.Rescale rescale) {
    return obstruction
        .filter(known -> DecisionKeeper.sameWish(known.rescale(), rescale))
        .filter(known -> !known.pause().isOver())
        .isPresent();
  }

  private WeighedRescale not(
      Outcome outcome, JobSnapshot job, List<String> against, Decision.Rescale rescale) {
    return new WeighedRescale(decisions.record(job, outcome, against, rescale), Optional.empty());
  }
}
