package io.conttune.controller.loop;

import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a rescale that the tuner or a person wants into an entry for the journal, unless the mode,
 * an order, a guard, an obstacle or its price is against it. It writes nothing. Not thread-safe.
 */
final class RescaleProposal {
  private final JobSettings settings;
  private final RescalePlanner planner;
  private final PlanHook hook;
  private final RestartGuards guards;
  private final GuardRails rails;
  private final ExpectedOutage expectations;
  private final Payback payback;
  private final DecisionKeeper decisions;
  private final Supplier<String> rescaleIds;
  private final SteadyClock clock;
  private Optional<Obstruction> obstruction = Optional.empty();

  RescaleProposal(
      JobSettings settings,
      RescalePlanner planner,
      PlanHook hook,
      RestartGuards guards,
      GuardRails rails,
      ExpectedOutage expectations,
      DecisionKeeper decisions,
      Supplier<String> rescaleIds,
      SteadyClock clock) {
    this.settings = settings;
    this.planner = planner;
    this.hook = hook;
    this.guards = guards;
    this.rails = rails;
    this.expectations = expectations;
    this.payback = new Payback(settings.payback());
    this.decisions = decisions;
    this.rescaleIds = rescaleIds;
    this.clock = clock;
  }

  /**
   * A rescale that was found to be impossible, or beyond a budget, remembered so as not to ask the
   * cluster each step.
   */
  private record Obstruction(
      Decision.Rescale rescale, Outcome outcome, List<String> obstacles, Pause pause) {}

  /**
   * A rescale that was weighed, and whether it begins.
   *
   * @param record the decision with its outcome
   * @param entry the rescale to begin; empty unless the outcome is {@link Outcome#STARTED}
   */
  record WeighedRescale(DecisionRecord record, Optional<RescaleEntry> entry) {}

  /**
   * Weighs a rescale that the tuner or a person wants.
   *
   * @param limits of the decision
   * @param orders that are in force
   */
  WeighedRescale weigh(
      JobSnapshot job, JobMetrics metrics, Wish wish, Limits limits, OrdersInForce orders)
      throws FlinkUnavailableException {
    Decision.Rescale rescale = wish.rescale();
    Optional<WeighedRescale> refused =
        wish.request().isPresent()
            ? againstRequest(job, rescale, orders)
            : againstTuner(job, rescale, orders);
    if (refused.isPresent()) {
      return refused.get();
    }
    return isBound(wish) ? bound(job, metrics, wish, limits) : asked(job, metrics, wish);
  }

  /** Weighs what the tuner wants, and guard rails and the hook may bound. */
  private WeighedRescale bound(JobSnapshot job, JobMetrics metrics, Wish wish, Limits limits)
      throws FlinkUnavailableException {
    KeptSubtasks due = rails.due(job, limits, wish.rescale());
    if (due.plan().isEmpty()) {
      return not(Outcome.WITHHELD, job, List.of(due.sentence()), wish.rescale());
    }
    Wish now = wish.as(due.plan().get());
    return hook.ask(job, now.rescale())
        .match(
            go -> unvetoed(job, metrics, now.as(go.plan()), limits),
            hold -> not(Outcome.WITHHELD, job, List.of(hold.reason()), now.rescale()));
  }

  /** Weighs what the job's own state may speak against. */
  private WeighedRescale unvetoed(JobSnapshot job, JobMetrics metrics, Wish wish, Limits limits)
      throws FlinkUnavailableException {
    KeptSubtasks left = rails.unvetoed(job, limits, wish.rescale());
    return left.plan().isPresent()
        ? asked(job, metrics, wish.as(left.plan().get()))
        : not(Outcome.WITHHELD, job, List.of(left.sentence()), wish.rescale());
  }

  /** Weighs a rescale about which nobody has to be asked any more. */
  private WeighedRescale asked(JobSnapshot job, JobMetrics metrics, Wish wish)
      throws FlinkUnavailableException {
    Decision.Rescale rescale = wish.rescale();
    if (stillObstructed(rescale)) {
      Obstruction known = obstruction.orElseThrow();
      return not(known.outcome(), job, known.obstacles(), rescale);
    }
    return planner
        .plan(job, metrics, rescale, wish.stateAfterwards())
        .match(
            planned -> planned(job, wish, planned),
            obstructed -> obstructed(Outcome.REFUSED, job, rescale, obstructed.obstacles()));
  }

  private Optional<WeighedRescale> againstTuner(
      JobSnapshot job, Decision.Rescale rescale, OrdersInForce orders) {
    if (settings.mode() == Mode.RECOMMEND) {
      Optional<String> dismissed = orders.dismissed(rescale.parallelism());
      return Optional.of(
          not(
              dismissed.isPresent() ? Outcome.WITHHELD : Outcome.RECOMMENDED,
              job,
              dismissed.stream().toList(),
              rescale));
    }
    return withheld(
            job, rescale, orders.against(rescale.parallelism()).or(() -> againstBy(rescale)))
        .or(() -> refused(job, rescale, guards.refusal(job)));
  }

  /** A person has pinned what is done by hand, and guard rails bound the tuner alone. */
  private Optional<String> againstBy(Decision.Rescale rescale) {
    return isByHand(rescale) ? Optional.empty() : rails.refusal();
  }

  private static boolean isBound(Wish wish) {
    return wish.request().isEmpty() && !isByHand(wish.rescale());
  }

  private static boolean isByHand(Decision.Rescale rescale) {
    return rescale.step() == Decision.Step.BY_HAND;
  }

  /** A person waits for no pause: they know what they have just seen fail or change. */
  private Optional<WeighedRescale> againstRequest(
      JobSnapshot job, Decision.Rescale rescale, OrdersInForce orders) {
    return withheld(job, rescale, orders.frozen())
        .or(() -> refused(job, rescale, guards.refusalByHand(job)));
  }

  private Optional<WeighedRescale> withheld(
      JobSnapshot job, Decision.Rescale rescale, Optional<String> against) {
    return against.map(sentence -> not(Outcome.WITHHELD, job, List.of(sentence), rescale));
  }

  private Optional<WeighedRescale> refused(
      JobSnapshot job, Decision.Rescale rescale, Optional<String> guard) {
    return guard.map(sentence -> not(Outcome.REFUSED, job, List.of(sentence), rescale));
  }

  private WeighedRescale obstructed(
      Outcome outcome, JobSnapshot job, Decision.Rescale rescale, List<String> obstacles) {
    Pause pause = Pause.of(settings.timing().obstacleRetry(), clock);
    obstruction = Optional.of(new Obstruction(rescale, outcome, obstacles, pause));
    return not(outcome, job, obstacles, rescale);
  }

  private WeighedRescale planned(
      JobSnapshot job, Wish wish, RescalePlanner.Planning.Planned planned) {
    Decision.Rescale rescale = wish.rescale();
    RescalePlan plan = planned.plan();
    Optional<String> overBudget = isBound(wish) ? rails.refusal(job, plan) : Optional.empty();
    if (overBudget.isPresent()) {
      return obstructed(Outcome.WITHHELD, job, rescale, List.of(overBudget.get()));
    }
    ExpectedOutage.OutageEstimate estimate = expectations.of(plan);
    Optional<String> tooDear = payback.refusal(rescale, plan, estimate);
    if (tooDear.isPresent()) {
      return obstructed(Outcome.REFUSED, job, rescale, List.of(tooDear.get()));
    }
    obstruction = Optional.empty();
    String id = wish.request().map(GivenOrder::id).orElseGet(rescaleIds);
    RescaleEntry entry = RescaleEntry.planned(id, plan, clock.instant());
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
