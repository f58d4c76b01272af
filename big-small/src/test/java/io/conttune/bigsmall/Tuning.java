package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.ds2.Ds2;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.Surrogate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One decision of the tuner on a job built by hand, and what tests ask of it. */
record Tuning(Tuned tuned) {
  /** A surrogate that is exact for operators of which each subtask processes 100 records/s. */
  static final Surrogate HUNDRED_PER_SUBTASK = new FixedCurve(p -> 100.0 * p);

  static Tuning of(JobFixture job) {
    return of(job, ContTuneSettings.DEFAULT, HUNDRED_PER_SUBTASK);
  }

  static Tuning of(JobFixture job, ContTuneSettings settings, Surrogate surrogate) {
    return of(job, settings, surrogate, new TunerState.ContTune(settings.firstMaximum()));
  }

  static Tuning of(
      JobFixture job, ContTuneSettings settings, Surrogate surrogate, TunerState state) {
    return new Tuning(tuner(settings, surrogate).decide(job.input(state)));
  }

  /** ContTune with the settings by default, with each of its models. */
  static Stream<Tuner> contTunes() {
    return Arrays.stream(SurrogateMethod.values())
        .map(method -> tuner(ContTuneSettings.DEFAULT, method.surrogate()));
  }

  /** The same, and DS2. */
  static Stream<Tuner> contTunesAndDs2() {
    return Stream.concat(contTunes(), Stream.of(ds2(0.8)));
  }

  /** DS2 at this target utilisation. */
  static Ds2Tuner ds2(double utilization) {
    return new Ds2Tuner(
        new Ds2Settings(
            0,
            1,
            utilization,
            Optional.of(ProvisioningRule.DEFAULT.catchUp()),
            0.1,
            Ds2Settings.Lag.DEFAULT));
  }

  static ContTuneTuner tuner(ContTuneSettings settings, Surrogate surrogate) {
    return new ContTuneTuner(settings, surrogate, new ConservativeAcquisition(), new Ds2());
  }

  /**
   * The settings by default, with another α, threshold and utilisation, for restarts that take no
   * time.
   */
  static ContTuneSettings settings(int alpha, double threshold, double utilization) {
    ContTuneSettings d = ContTuneSettings.DEFAULT;
    ProvisioningRule rule = d.provisioning();
    return new ContTuneSettings(
        alpha,
        d.topK(),
        threshold,
        utilization,
        d.steadyRate(),
        d.firstMaximum(),
        d.measurement(),
        new ProvisioningRule(
            rule.backPressure(),
            rule.saturatedBusy(),
            CatchUp.within(rule.catchUp().time()),
            rule.negligibleBacklog(),
            rule.negligibleRecords()),
        d.relief());
  }

  /** The settings by default with a target utilisation of 1. */
  static ContTuneSettings atFullUse() {
    ContTuneSettings d = ContTuneSettings.DEFAULT;
    return new ContTuneSettings(
        d.alpha(),
        d.topK(),
        d.decisionThreshold(),
        1,
        d.steadyRate(),
        d.firstMaximum(),
        d.measurement(),
        d.provisioning(),
        d.relief());
  }

  Rescale rescale() {
    Decision decision = tuned.decision();
    assertThat(decision).as(decision.reason()).isInstanceOf(Rescale.class);
    return (Rescale) decision;
  }

  Hold hold(HoldReason cause) {
    Decision decision = tuned.decision();
    assertThat(decision).as(decision.reason()).isInstanceOf(Hold.class);
    assertThat(((Hold) decision).cause()).as(decision.reason()).isEqualTo(cause);
    return (Hold) decision;
  }

  int largestParallelism() {
    return ((TunerState.ContTune) tuned.state()).largestParallelism();
  }

  Map<OperatorId, Integer> parallelism() {
    return rescale().parallelism();
  }

  OperatorEvidence evidence(String name) {
    return tuned.decision().evidence().operators().stream()
        .filter(operator -> operator.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
