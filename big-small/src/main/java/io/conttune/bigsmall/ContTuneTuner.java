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
 * <p>It judges only the window that it is given. Where that holds no whole periods of the job's
 * bursts and shows no other shortage, it judges the latest whole periods instead. If sources do not
 * report their backlog, catching up looks like load. The caller therefore waits after a
 * redeployment before it asks.
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
    JudgedJob now = judged(input);
    boolean isToldByWindow =
        switch (now.judgement().provisioning()) {
          case UNDER, CATCHING_UP -> true;
          case NORMAL, OVER -> false;
        };
    JudgedJob job =
        input.overWholePeriods().filter(periods -> !isToldByWindow).map(this::judged).orElse(now);
    return SlowSources.named(input, decide(job));
  }

  private JudgedJob judged(TuningInput input) {
    TargetRates rates =
        TargetRates.of(input.graph(), input.metrics(), input.limits().roomOfSources(input.graph()));
    BurstyInputs bursty =
        BurstyInputs.of(
            input.graph(),
            input.metrics(),
            settings.provisioning().backPressure(),
            settings.provisioning().catchUp().time());
    BurstyInputs hidden = input.wholePeriods().isPresent() ? bursty.withPeriodsKnown() : bursty;
    return new JudgedJob(
        name(),
        input,
        judge.judge(input.graph(), input.metrics(), rates, hidden),
        rates,
        ParallelismGroups.of(input.graph(), input.limits()),
        hidden,
        small.plateaus(input),
        memory(input.state()));
  }

  private Tuned decide(JudgedJob job) {
    return switch (job.judgement().provisioning()) {
      case UNDER -> relieve(job);
      case CATCHING_UP -> catchingUp(job);
      case NORMAL, OVER -> fit(job);
    };
  }

  private TunerState.ContTune memory(TunerState state) {
    return state.match(
        own -> own, ds2 -> initialState(), informed -> initialState(), none -> initialState());
  }

  private Tuned relieve(JudgedJob job) {
    boolean isKnown = ProvisioningJudge.allSourcesTell(job.input().graph(), job.input().metrics());
    if (settings.relief() == Relief.BIG) {
      return big(job, linearNeed(job));
    }
    return job.rates()
        .match(
            known -> isKnown ? small.plan(job, known).decide() : stepOnly(job),
            unknown -> stepOnly(job));
  }

  private Tuned big(JudgedJob job, OptionalInt need) {
    return BigPhase.decide(job, need, rates -> small.plan(job, rates).parallelism());
  }

  /** The Big phase, which says that it is no estimate. */
  private Tuned stepOnly(JudgedJob job) {
    Tuned big = big(job, OptionalInt.empty());
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
  private OptionalInt linearNeed(JudgedJob job) {
    return job.rates()
        .match(
            known ->
                ProvisioningJudge.allSourcesTell(job.input().graph(), job.input().metrics())
                    ? small.linearNeed(job, known)
                    : OptionalInt.empty(),
            unknown -> OptionalInt.empty());
  }

  private static Tuned catchingUp(JudgedJob job) {
    return hold(
        job,
        HoldReason.CATCHING_UP,
        "catching up: " + job.judgement().summary(),
        "works off a backlog");
  }

  private Tuned fit(JudgedJob job) {
    OptionalDouble drift = job.input().metrics().drift();
    if (drift.isPresent() && drift.getAsDouble() > settings.steadyRate()) {
      return hold(
          job, HoldReason.UNSTEADY_RATES, unsteady(drift.getAsDouble()), "waits for a steady rate");
    }
    return job.rates()
        .match(
            known -> small.plan(job, known).decide(),
            unknown ->
                hold(job, HoldReason.UNKNOWN_RATES, unknown.reason(), "the rates are not known"));
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

  private static Tuned hold(JudgedJob job, HoldReason cause, String reason, String why) {
    Evidence evidence = job.evidence(job.input().graph().parallelism(), why);
    return new Tuned(new Hold(cause, reason, evidence), job.memory());
  }
}
