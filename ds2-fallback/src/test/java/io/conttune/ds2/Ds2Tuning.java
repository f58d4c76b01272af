package io.conttune.ds2;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import java.util.Optional;

/** Decisions of DS2 on small jobs, and what tests ask of them. */
final class Ds2Tuning {
  private Ds2Tuning() {}

  static final TunerState START = TunerState.Ds2.INITIAL;

  static final Ds2Settings WITH_THRESHOLD =
      new Ds2Settings(0, 1, 0.8, Optional.empty(), 0.1, Ds2Settings.Lag.DEFAULT);

  /** source → split → count → sink, twice as much arriving as is read. */
  static JobFixture overloadedChain() {
    return new JobFixture()
        .vertex("source", 1, 100, 100, 0.1)
        .backlog("source", 1000, 100)
        .heldUp("source")
        .vertex("split", 1, 100, 400, 0.5)
        .vertex("count", 2, 400, 400, 0.8)
        .vertex("sink", 2, 400, 0, 0.25)
        .chain("source", "split", "count", "sink");
  }

  /** source → count: 200/s at 100 per subtask and parallelism 2. */
  static JobFixture steady() {
    return new JobFixture()
        .vertex("source", 1, 200, 200, 0.1)
        .vertex("count", 2, 200, 0, 1)
        .chain("source", "count");
  }

  static double targetRateRatio(Tuned tuned) {
    return ((TunerState.Ds2) tuned.state()).targetRateRatio();
  }

  static Rescale rescale(JobFixture job, Ds2Settings settings, TunerState state) {
    Decision decision = new Ds2Tuner(settings).decide(job.input(state)).decision();
    assertThat(decision).as(decision.reason()).isInstanceOf(Rescale.class);
    return (Rescale) decision;
  }

  static Hold hold(JobFixture job, Ds2Settings settings, TunerState state) {
    Decision decision = new Ds2Tuner(settings).decide(job.input(state)).decision();
    assertThat(decision).as(decision.reason()).isInstanceOf(Hold.class);
    return (Hold) decision;
  }

  static HoldReason cause(Tuned tuned) {
    return ((Hold) tuned.decision()).cause();
  }

  static double target(Decision decision, int operator) {
    return decision.evidence().operators().get(operator).targetRate().orElseThrow();
  }
}
