package io.conttune.ds2;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.RedeploymentRule;
import io.conttune.core.tuning.SlowSources;
import io.conttune.core.tuning.StandingBacklog;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.core.tuning.UntoldLoad;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * DS2 as a tuner: each window is answered by the linear method over the whole graph, and the job is
 * redeployed once enough windows agree [DS2 §4]. A target-rate ratio that was once needed stays,
 * because without it the job would shrink and lag again.
 */
public final class Ds2Tuner implements Tuner {
  private final Ds2Settings settings;
  private final LinearMethod method = new Ds2();
  private final SourceLag lag;

  /** DS2 with these settings. */
  public Ds2Tuner(Ds2Settings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.lag = new SourceLag(settings.lag());
  }

  @Override
  public String name() {
    return "ds2";
  }

  @Override
  public TunerState.Ds2 initialState() {
    return TunerState.Ds2.INITIAL;
  }

  @Override
  public Tuned decide(TuningInput input) {
    TuningInput judged = input.overWholePeriods().filter(periods -> !growsNow(input)).orElse(input);
    return SlowSources.named(
        input,
        rates(judged)
            .match(known -> follow(judged, known), unknown -> holdUntilKnown(judged, unknown)));
  }

  private static TargetRates rates(TuningInput input) {
    return TargetRates.of(
        input.graph(), input.metrics(), input.limits().roomOfSources(input.graph()));
  }

  /** Returns whether the window alone, without whole periods of bursts, asks for more subtasks. */
  private boolean growsNow(TuningInput input) {
    return rates(input)
        .match(
            known -> fit(input, known, memory(input).targetRateRatio()).grows(input),
            unknown -> false);
  }

  private Tuned follow(TuningInput input, TargetRates.Known rates) {
    int window = window(input);
    double ratio = memory(input).targetRateRatio();
    LinearFit fit = forUntoldLoad(input, fit(input, rates, ratio));
    if (window <= settings.warmUpWindows()) {
      String reason = "window %d of %d to warm up".formatted(window, settings.warmUpWindows());
      return answer(input, fit)
          .hold(HoldReason.NOT_CONFIRMED, reason, nothingProposed(window, ratio));
    }
    if (fit.isPresent(input)) {
      return converged(input, fit, window);
    }
    Optional<String> objection = objection(input, fit);
    if (objection.isPresent()) {
      LinearDecision answer = answer(input, fit);
      return answer.hold(
          HoldReason.BELOW_THRESHOLD,
          answer.changes(fit) + " " + objection.get(),
          nothingProposed(window, ratio));
    }
    return redeploy(input, fit, window);
  }

  /**
   * Raises the target rates at once of a job whose sources do not tell what waits for them. To grow
   * for what they read would only lead to the next redeployment.
   */
  private LinearFit forUntoldLoad(TuningInput input, LinearFit fit) {
    boolean lags =
        settings.decisionThreshold() > 0
            && fit.grows(input)
            && UntoldLoad.isIn(input.graph(), input.metrics());
    return lags ? fit(input, fit.rates(), raised(input, fit)) : fit;
  }

  private double raised(TuningInput input, LinearFit fit) {
    return Math.min(settings.lag().mostRatio(), fit.ratio() * lag.ratio(input, fit.rates()));
  }

  /**
   * Redeploys, unless that would only take the last slots for a load that nobody tells, or is for a
   * load that may be what the last redeployment left.
   */
  private Tuned redeploy(TuningInput input, LinearFit fit, int window) {
    LinearDecision answer = answer(input, fit);
    if (fit.grows(input) && StandingBacklog.mayHideCatchingUp(input, settings.timeToCatchUp())) {
      return answer.hold(
          HoldReason.NOT_CONFIRMED,
          "%s, but %s".formatted(answer.changes(fit), StandingBacklog.NOT_YET),
          nothingProposed(window, fit.ratio()));
    }
    return takesTheLastSlots(input, fit)
        ? answer.hold(
            HoldReason.AT_LIMIT,
            "%s, but %s".formatted(answer.changes(fit), UntoldLoad.NOT_WORTH_IT),
            nothingProposed(window, fit.ratio()))
        : confirm(input, fit, window);
  }

  /**
   * Returns whether the job would grow a little for a load that nobody tells, because its limits
   * cut off what the method wants for a source that may lag by the most that it may.
   */
  private boolean takesTheLastSlots(TuningInput input, LinearFit fit) {
    LinearFit most = fit(input, fit.rates(), settings.lag().mostRatio());
    return UntoldLoad.isIn(input.graph(), input.metrics())
        && fit.grows(input)
        && most.isCut(input)
        && UntoldLoad.growsLittle(input.graph().vertices(), most.parallelism());
  }

  /** Why this change is not worth a redeployment, if it is not. */
  private Optional<String> objection(TuningInput input, LinearFit fit) {
    if (settings.decisionThreshold() == 0 || someAreOutsideTheirLimits(input)) {
      return Optional.empty();
    }
    RedeploymentRule rule = settings.redeployment();
    Map<OperatorId, Double> utilization = settings.utilization(input, fit.rates());
    List<JobVertex> cannotWait =
        input.graph().vertices().stream()
            .filter(v -> fit.parallelism().get(v.id()) > v.parallelism())
            .filter(v -> utilization.containsKey(v.id()))
            .filter(
                v ->
                    utilization.get(v.id()) >= rule.shortFrom()
                        || fit.cannotCatchUp(v, input.metrics().of(v.id()), settings))
            .toList();
    return rule.objection(input.graph(), fit.parallelism(), cannotWait, utilization);
  }

  private static boolean someAreOutsideTheirLimits(TuningInput input) {
    return input.graph().vertices().stream()
        .anyMatch(v -> input.limits().of(v.id()).clamp(v.parallelism()) != v.parallelism());
  }

  private Tuned holdUntilKnown(TuningInput input, TargetRates.Unknown rates) {
    TunerState.Ds2 next = nothingProposed(window(input), memory(input).targetRateRatio());
    return new LinearDecision(name(), input, Optional.empty())
        .hold(HoldReason.UNKNOWN_RATES, rates.reason(), next);
  }

  /** The number of this window since the last redeployment, from 1. */
  private static int window(TuningInput input) {
    return memory(input).windowsSinceRescale() + 1;
  }

  /** The parallelism fits. If the sources lag all the same, the target rates are raised. */
  private Tuned converged(TuningInput input, LinearFit fit, int window) {
    if (!fit.useless().isEmpty()) {
      String reason =
          input.graph().vertices().stream()
              .filter(vertex -> fit.useless().containsKey(vertex.id()))
              .map(v -> v.name() + ": " + fit.useless().get(v.id()).description())
              .collect(joining("; "));
      return answer(input, fit)
          .hold(HoldReason.NO_GAIN, reason, nothingProposed(window, fit.ratio()));
    }
    if (!fit.awaited().isEmpty()) {
      return answer(input, fit)
          .hold(
              HoldReason.NOT_CONFIRMED, KeptSubtasks.AWAITED, nothingProposed(window, fit.ratio()));
    }
    double lagging = lag.ratio(input, fit.rates());
    OptionalDouble unsteadiness = settings.unsteadinessAgainstMore(input.metrics());
    boolean wantsMore = lagging > 1 || fit.keepsFromGrowing(input);
    if (wantsMore && unsteadiness.isPresent()) {
      return unsteady(
          input, fit, window, unsteadiness.getAsDouble(), "added while no operator is full");
    }
    if (lagging <= 1) {
      return fits(input, fit, window);
    }
    double ratio = raised(input, fit);
    LinearFit raised = fit(input, fit.rates(), ratio);
    if (!raised.isPresent(input)) {
      return redeploy(input, raised, window);
    }
    String reason =
        String.format(
            Locale.ROOT,
            "the sources should read %.2f times what they do, but no operator may or would grow%s",
            lagging,
            LinearDecision.ratioNote(ratio));
    return answer(input, raised)
        .hold(HoldReason.AT_LIMIT, reason, nothingProposed(window, fit.ratio()));
  }

  /** Nothing is to be changed, for all that this window tells. */
  private Tuned fits(TuningInput input, LinearFit fit, int window) {
    OptionalDouble unsteadiness = settings.unsteadiness(input.metrics());
    TunerState.Ds2 next = nothingProposed(window, fit.ratio());
    if (fit.kept().containsValue(KeptSubtasks.CATCHING_UP)) {
      return answer(input, fit)
          .hold(HoldReason.CATCHING_UP, "catching up: nothing is taken away meanwhile", next);
    }
    return unsteadiness.isPresent() && !fit.kept().isEmpty()
        ? unsteady(input, fit, window, unsteadiness.getAsDouble(), "taken away")
        : answer(input, fit)
            .hold(
                HoldReason.FITS,
                "every operator has the parallelism its rate needs"
                    + LinearDecision.ratioNote(fit.ratio()),
                next);
  }

  private Tuned unsteady(
      TuningInput input, LinearFit fit, int window, double unsteadiness, String nothing) {
    String reason =
        String.format(
            Locale.ROOT,
            "the rate changed by %.0f %% within the window, on which nothing is %s",
            100 * unsteadiness,
            nothing);
    return answer(input, fit)
        .hold(HoldReason.UNSTEADY_RATES, reason, nothingProposed(window, fit.ratio()));
  }

  private Tuned confirm(TuningInput input, LinearFit fit, int window) {
    TunerState.Ds2 before = memory(input);
    int agreeing = before.proposal().equals(fit.parallelism()) ? before.agreeing() + 1 : 1;
    if (agreeing >= settings.activationWindows()) {
      return answer(input, fit).rescale(fit, new TunerState.Ds2(0, 0, Map.of(), fit.ratio()));
    }
    LinearDecision answer = answer(input, fit);
    String reason =
        "%s: %d of %d windows agree"
            .formatted(answer.changes(fit), agreeing, settings.activationWindows());
    TunerState.Ds2 next = new TunerState.Ds2(window, agreeing, fit.parallelism(), fit.ratio());
    return answer.hold(HoldReason.NOT_CONFIRMED, reason, next);
  }

  private LinearFit fit(TuningInput input, TargetRates.Known rates, double ratio) {
    return LinearFit.of(input, rates, ratio, method, settings);
  }

  private LinearDecision answer(TuningInput input, LinearFit fit) {
    return new LinearDecision(name(), input, Optional.of(fit));
  }

  private static TunerState.Ds2 memory(TuningInput input) {
    return input
        .state()
        .match(
            contTune -> TunerState.Ds2.INITIAL,
            own -> own,
            informed -> TunerState.Ds2.INITIAL,
            none -> TunerState.Ds2.INITIAL);
  }

  private static TunerState.Ds2 nothingProposed(int window, double ratio) {
    return new TunerState.Ds2(window, 0, Map.<OperatorId, Integer>of(), ratio);
  }
}
