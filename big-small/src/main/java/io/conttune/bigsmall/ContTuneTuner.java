package io.conttune.bigsmall;

import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.SlowSources;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.Acquisition;
import io.conttune.gp.Surrogate;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * ContTune [ContTune Alg. 1, 2]. A job that is short of resources gets p_max everywhere. Once it is
 * no longer short, each operator gets the least parallelism whose model's mean reaches its rate. A
 * job that works off a backlog in time is left alone.
 *
 * <p>It judges only the window that it is given. If sources do not report their backlog, catching
 * up looks like load. The caller therefore waits after a redeployment before it asks.
 */
public final class ContTuneTuner implements Tuner {
  private final ContTuneSettings settings;
  private final ProvisioningJudge judge;
  private final SmallPhase small;

  /**
   * The tuner.
   *
   * @param surrogate model of processing ability over parallelism
   * @param acquisition picks a parallelism from the model
   * @param linearMethod decides where the model is not trusted
   */
  public ContTuneTuner(
      ContTuneSettings settings,
      Surrogate surrogate,
      Acquisition acquisition,
      LinearMethod linearMethod) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.judge = new ProvisioningJudge(settings);
    this.small =
        new SmallPhase(
            settings,
            new ConservativeOptimisation(
                settings,
                Objects.requireNonNull(surrogate, "surrogate"),
                Objects.requireNonNull(acquisition, "acquisition")),
            Objects.requireNonNull(linearMethod, "linearMethod"));
  }

  @Override
  public String name() {
    return "conttune";
  }

  @Override
  public TunerState.ContTune initialState() {
    return new TunerState.ContTune(settings.firstMaximum());
  }

  @Override
  public Tuned decide(TuningInput input) {
    TargetRates rates =
        TargetRates.of(
            input.graph(), input.metrics(), input.limits().extensibleSources(input.graph()));
    BurstyInputs bursty =
        BurstyInputs.of(
            input.graph(),
            input.metrics(),
            settings.provisioning().backPressure(),
            settings.provisioning().catchUp());
    Situation situation =
        new Situation(
            name(),
            input,
            judge.judge(input.graph(), input.metrics(), rates, bursty),
            rates,
            ParallelismGroups.of(input.graph(), input.limits()),
            bursty,
            small.plateaus(input),
            memory(input.state()));
    return SlowSources.named(input, decide(situation));
  }

  private Tuned decide(Situation situation) {
    return switch (situation.judgement().provisioning()) {
      case UNDER -> relieve(situation);
      case CATCHING_UP -> catchingUp(situation);
      case NORMAL, OVER -> fit(situation);
    };
  }

  private TunerState.ContTune memory(TunerState state) {
    return state.match(
        own -> own, ds2 -> initialState(), informed -> initialState(), none -> initialState());
  }

  private Tuned relieve(Situation situation) {
    boolean isKnown =
        ProvisioningJudge.allSourcesTell(situation.input().graph(), situation.input().metrics());
    if (settings.relief() == Relief.BIG) {
      return BigPhase.decide(situation, linearNeed(situation));
    }
    return situation
        .rates()
        .match(
            known -> isKnown ? small.plan(situation, known).decide() : stepOnly(situation),
            unknown -> stepOnly(situation));
  }

  /** The Big phase, which says that it is no estimate. */
  private static Tuned stepOnly(Situation situation) {
    Tuned big = BigPhase.decide(situation, OptionalInt.empty());
    Decision said =
        big.decision()
            .match(
                rescale ->
                    new Rescale(
                        rescale.step(),
                        rescale.parallelism(),
                        rescale.reason()
                            + "; the rates are not known, so this is a step and no estimate",
                        rescale.evidence()),
                hold -> hold);
    return new Tuned(said, big.state());
  }

  /** Only where every source tells what waits for it are the rates those that would arrive. */
  private OptionalInt linearNeed(Situation situation) {
    return situation
        .rates()
        .match(
            known ->
                ProvisioningJudge.allSourcesTell(
                        situation.input().graph(), situation.input().metrics())
                    ? small.linearNeed(situation, known)
                    : OptionalInt.empty(),
            unknown -> OptionalInt.empty());
  }

  private static Tuned catchingUp(Situation situation) {
    return hold(
        situation,
        HoldReason.CATCHING_UP,
        "catching up: " + situation.judgement().summary(),
        "works off a backlog");
  }

  private Tuned fit(Situation situation) {
    OptionalDouble drift = situation.input().metrics().drift();
    if (drift.isPresent() && drift.getAsDouble() > settings.steadyRate()) {
      return hold(
          situation,
          HoldReason.UNSTEADY_RATES,
          unsteady(drift.getAsDouble()),
          "waits for a steady rate");
    }
    return situation
        .rates()
        .match(
            known -> small.plan(situation, known).decide(),
            unknown ->
                hold(
                    situation,
                    HoldReason.UNKNOWN_RATES,
                    unknown.reason(),
                    "the rates are not known"));
  }

  /** With as many digits as it takes to see that the one is more than the other. */
  private String unsteady(double drift) {
    for (int digits = 0; ; digits++) {
      String changed = percent(drift, digits);
      String steady = percent(settings.steadyRate(), digits);
      if (!changed.equals(steady)) {
        return "the rate changed by %s within the window, more than %s".formatted(changed, steady);
      }
    }
  }

  private static String percent(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
  }

  private static Tuned hold(Situation situation, HoldReason cause, String reason, String why) {
    Evidence evidence = situation.evidence(situation.input().graph().parallelism(), why);
    return new Tuned(new Hold(cause, reason, evidence), situation.memory());
  }
}
