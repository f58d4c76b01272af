package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.SlowSources;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.Surrogate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Aims at one restart per change of load. It decides as soon as the evidence suffices: at once when
 * the job is short throughout the newest piece of the window, on two pieces that agree before it
 * takes subtasks away. It chooses between what is proven too few and what is proven enough.
 */
public final class InformedTuner implements Tuner {
  /**
   * Relative standard deviation of the rate of one whole period of bursts: it begins and ends at
   * polls. That of shorter pieces tells nothing of it, because they hold a burst or none.
   */
  private static final double DEVIATION_OF_PERIODS = 0.05;

  private final InformedSettings settings;
  private final Surrogate surrogate;
  private final LinearMethod linearMethod;
  private final Rules rules;
  private final Planner planner;
  private final SaturatedPieces saturated = new SaturatedPieces();

  /**
   * The tuner.
   *
   * @param surrogate model of processing ability over parallelism
   * @param linearMethod decides where there is no model
   */
  public InformedTuner(InformedSettings settings, Surrogate surrogate, LinearMethod linearMethod) {
    this(settings, surrogate, linearMethod, new Rules());
  }

  private InformedTuner(
      InformedSettings settings, Surrogate surrogate, LinearMethod linearMethod, Rules rules) {
    this.settings = rules.settings(Objects.requireNonNull(settings, "settings"));
    this.surrogate = surrogate;
    this.linearMethod = linearMethod;
    this.rules = rules;
    this.planner = new Planner(this.settings, new BracketedChoice(surrogate, rules), linearMethod);
  }

  /** A complete tuner but for this part, to measure what the part is worth. */
  public InformedTuner without(Part part) {
    return new InformedTuner(settings, surrogate, linearMethod, part.leftOut());
  }

  @Override
  public String name() {
    return "informed";
  }

  @Override
  public TunerState.Informed initialState() {
    return TunerState.Informed.INITIAL;
  }

  @Override
  public Tuned decide(TuningInput window) {
    TuningInput input = window.overWholePeriods().orElse(window);
    Tuned answer = answer(EmptyPieces.leftOutOf(input));
    // A shortage after which nothing arrives any more has passed.
    boolean hasPassed =
        EmptyPieces.isNewestIn(input)
            && answer.decision().evidence().provisioning() == Provisioning.UNDER;
    return SlowSources.named(input, hasPassed ? answer(input) : answer);
  }

  private Tuned answer(TuningInput input) {
    KnownJob job = job(input);
    TargetRates rates =
        TargetRates.of(input.graph(), job.newest(), input.limits().roomOfSources(input.graph()));
    return rates.match(
        known -> decide(job, known),
        unknown ->
            job.isShort()
                ? decide(job, ThroughputRates.of(input.graph(), job.newest()))
                : new DecisionExplainer(name(), job, Optional.empty())
                    .hold(HoldReason.UNKNOWN_RATES, unknown.reason()));
  }

  private KnownJob job(TuningInput input) {
    TunerState.Informed before =
        input
            .state()
            .match(
                contTune -> initialState(),
                ds2 -> initialState(),
                own -> own,
                none -> initialState());
    boolean isOverPeriods = input.wholePeriods().isPresent();
    SteadyLoad load =
        rules.load(
            input.graph(),
            input.pieces(),
            isOverPeriods ? DEVIATION_OF_PERIODS : before.rateDeviation());
    Shortage newest = rules.shortage(input.graph(), load.newest(), settings);
    // Who waits for bursts does so for a part of each period, whatever the load does.
    Shortage shortage = input.isHeldUpByBursts() ? newest.inWhole() : newest;
    // Only of bottlenecks it is asked in which pieces they were saturated.
    List<Saturated> saturatedIn =
        shortage.bottlenecks().isEmpty()
            ? List.of()
            : saturated.inEach(input.graph(), input.pieces());
    Map<OperatorId, Knowledge> shifted =
        rules.shifted(
            before,
            input.pieces(),
            saturatedIn,
            load,
            shortage,
            input.history().observationsByOperator());
    Map<OperatorId, Knowledge> known = Learning.from(shifted, saturatedIn, load, shortage);
    TunerState.Informed memory =
        new TunerState.Informed(
            known,
            seen(before.tuning(), load, shortage),
            LargestRates.of(before.largestRates(), input.graph(), load, shortage),
            isOverPeriods
                ? before.rateDeviation()
                : noted(before.rateDeviation(), load.deviation()));
    return KnownJob.of(input, load, shortage, memory, rules);
  }

  /** Once the sources are no longer held up, the rates for which the job had to guess are seen. */
  private static Tuning seen(Tuning before, SteadyLoad load, Shortage shortage) {
    boolean isSeen =
        before.basis() == Basis.GUESSED
            && load.isConfirmed()
            && shortage.verdict() == Shortage.Verdict.SUFFICIENT
            && shortage.bottlenecks().isEmpty();
    return isSeen
        ? new Tuning(load.rates(), before.redeployments(), Basis.MEASURED, before.at())
        : before;
  }

  /** The memory is written when it changes, so a deviation that is nearly the same stays. */
  private static double noted(double before, double now) {
    boolean isSame = before > 0 && now > before / 1.3 && now < before * 1.3;
    return isSame ? before : now;
  }

  private Tuned decide(KnownJob job, TargetRates.Known rates) {
    return switch (job.shortage().verdict()) {
      case SHORT -> new ShortageRelief(name(), settings, planner).decide(job, rates);
      case SHORT_IN_PART ->
          new DecisionExplainer(name(), job, Optional.empty())
              .hold(
                  HoldReason.UNSTEADY_RATES,
                  "the job became short within the newest piece of the window, so that its mean is"
                      + " of two loads; the next piece tells");
      case SUFFICIENT -> fit(job, rates);
    };
  }

  private Tuned fit(KnownJob job, TargetRates.Known rates) {
    Plan plan = planner.plan(job, rates, job.meanOverNewest(settings));
    DecisionExplainer explainer = new DecisionExplainer(name(), job, Optional.of(plan));
    RestartWorth worth = new RestartWorth(settings);
    if (plan.parallelism().equals(job.input().graph().parallelism())) {
      List<JobVertex> limited =
          job.free().stream()
              .filter(plan.useless()::isAt)
              .filter(vertex -> worth.isNearlyFull(vertex, job, plan))
              .toList();
      return limited.isEmpty()
          ? explainer.hold(HoldReason.FITS, "every operator has the parallelism its rate needs")
          : explainer.hold(HoldReason.NO_GAIN, plan.useless().description(limited));
    }
    if (!rules.isConfirmed(job.load())) {
      // Pieces that are hurried share one deviation of a rate that wobbles, and agree by that
      // alone.
      return explainer.hold(
          job.load().isLevel() ? HoldReason.UNSTEADY_RATES : HoldReason.NOT_CONFIRMED,
          "only the newest piece of the window shows this rate, and the job is not short; a second"
              + " one has to agree");
    }
    if (!job.load().isWellKnown() && !grows(job, plan)) {
      return explainer.hold(
          HoldReason.NOT_CONFIRMED,
          String.format(
              Locale.ROOT,
              "the rate of one piece deviates by %.1f %%; subtasks are taken away once more pieces"
                  + " agree",
              100 * job.load().deviation()));
    }
    return worth
        .objection(job, plan)
        .map(objection -> explainer.hold(HoldReason.BELOW_THRESHOLD, objection))
        .orElseGet(
            () ->
                explainer.rescale(
                    plan.parallelism(), job.tuned(Basis.MEASURED), "the rate has changed"));
  }

  private static boolean grows(KnownJob job, Plan plan) {
    return job.free().stream()
        .anyMatch(vertex -> plan.parallelism().get(vertex.id()) > vertex.parallelism());
  }
}
