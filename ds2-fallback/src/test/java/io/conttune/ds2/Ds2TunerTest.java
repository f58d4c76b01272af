package io.conttune.ds2;

import static io.conttune.core.graph.ShipStrategy.BROADCAST;
import static io.conttune.core.graph.ShipStrategy.FORWARD;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Ds2TunerTest {
  private static final TunerState START = TunerState.Ds2.INITIAL;

  @Test
  void scalesAWholeChainInOneStep() {
    // Real rate 100 + 100. split: PA 200/s at 1, wants 200, so 1. count: PA 400/0.8 = 500 at 2,
    // 250 per subtask, wants 800, so 4. sink: PA 400/0.25 = 1600 at 2, wants 800, so 1.
    Rescale rescale = rescale(overloadedChain(), Ds2Settings.DEFAULT, START);

    assertThat(rescale.step()).isEqualTo(Step.LINEAR);
    assertThat(rescale.parallelism())
        .isEqualTo(Map.of(id("source"), 1, id("split"), 1, id("count"), 4, id("sink"), 1));
    assertThat(rescale.reason()).isEqualTo("count 2 → 4, sink 2 → 1 to follow the rates");
    assertThat(rescale.evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void givesEveryRunningOperatorItsEvidence() {
    Rescale rescale = rescale(overloadedChain(), Ds2Settings.DEFAULT, START);

    assertThat(rescale.evidence().operators())
        .extracting(OperatorEvidence::name)
        .containsExactly("source", "split", "count", "sink");
    OperatorEvidence count = rescale.evidence().operators().get(2);
    assertThat(count.targetRate().orElseThrow()).isCloseTo(800, within(1e-9));
    assertThat(count.capacityWanted().orElseThrow()).isCloseTo(800, within(1e-9));
    assertThat(count.chosen()).isEqualTo(4);
    assertThat(count.why()).isEqualTo("800.0 records/s wanted, 250.0 per subtask");
    assertThat(count.candidates())
        .singleElement()
        .satisfies(c -> assertThat(c.method()).isEqualTo("ds2"));
  }

  @Test
  void followsBothInputsOfAJoinAndItsConsumers() {
    // persons: 40 read, 40 growth. join wants 100 + 80 = 180 at PA 140/1.0: 2. sink gets half of
    // that, 90, at PA 70/0.7 = 100: 1.
    JobFixture job =
        new JobFixture()
            .vertex("auctions", 1, 100, 100, 0.1)
            .vertex("persons", 1, 40, 40, 0.1)
            .backlog("persons", 0, 40)
            .heldUp("persons")
            .vertex("join", 1, 140, 70, 1)
            .vertex("sink", 1, 70, 0, 0.7)
            .edge("auctions", "join", HASH)
            .edge("persons", "join", HASH)
            .edge("join", "sink", HASH);

    Rescale rescale = rescale(job, Ds2Settings.DEFAULT, START);

    assertThat(rescale.parallelism()).containsEntry(id("join"), 2).containsEntry(id("sink"), 1);
    assertThat(target(rescale, 2)).isCloseTo(180, within(1e-9));
    assertThat(target(rescale, 3)).isCloseTo(90, within(1e-9));
  }

  @Test
  void countsABroadcastOncePerSubtaskWanted() {
    // apply reads 100 shared and 10 per subtask, PA = 110/0.55 = 200 at 1; 400 shared are wanted:
    // 400 / (200 - 10) = 2.1, so 3.
    JobFixture job =
        new JobFixture()
            .vertex("events", 1, 100, 100, 0.1)
            .backlog("events", 0, 300)
            .heldUp("events")
            .vertex("rules", 1, 10, 10, 0.1)
            .vertex("apply", 1, 110, 0, 0.55)
            .edge("events", "apply", HASH)
            .edge("rules", "apply", BROADCAST);

    Rescale rescale = rescale(job, Ds2Settings.DEFAULT, START);

    assertThat(rescale.parallelism()).containsEntry(id("apply"), 3);
    assertThat(rescale.evidence().operators().get(2).capacityWanted().orElseThrow())
        .isCloseTo(430, within(1e-9));
  }

  @Test
  void givesOperatorsOnAForwardEdgeTheLargerParallelism() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.1)
            .vertex("map", 2, 100, 100, 0.2)
            .vertex("filter", 2, 100, 10, 0.9)
            .vertex("sink", 2, 10, 0, 0.1)
            .edge("source", "map", HASH)
            .edge("map", "filter", FORWARD)
            .edge("filter", "sink", HASH);

    Rescale rescale = rescale(job, Ds2Settings.DEFAULT, START);

    assertThat(rescale.parallelism())
        .containsEntry(id("map"), 2)
        .containsEntry(id("filter"), 2)
        .containsEntry(id("sink"), 1);
    assertThat(rescale.evidence().operators().get(1).why())
        .isEqualTo("the linear method's 1, within the limits and its FORWARD group");
    assertThat(rescale.evidence().provisioning()).isEqualTo(Provisioning.OVER);
  }

  @Test
  void leavesRoomForTheTargetUtilization() {
    // count needs 200 at 100 per subtask: 2 at full use, 2.5 and so 3 at 0.8.
    Ds2Settings roomy = new Ds2Settings(0, 1, 0.8, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);

    assertThat(hold(steady(), Ds2Settings.DEFAULT, START).cause()).isEqualTo(HoldReason.FITS);
    assertThat(rescale(steady(), roomy, START).parallelism()).containsEntry(id("count"), 3);
  }

  @Test
  void addsWhatWorksOffABacklogWhereThatIsAskedFor() {
    // A backlog of 12000 in 60 s adds 200/s to the 200 that arrive: 4 subtasks.
    JobFixture job = steady().backlog("source", 12_000, 0).heldUp("source");
    Ds2Settings catchingUp =
        new Ds2Settings(0, 1, 1, Optional.of(Duration.ofMinutes(1)), 0, Ds2Settings.Lag.DEFAULT);

    assertThat(hold(job, Ds2Settings.DEFAULT, START).cause()).isEqualTo(HoldReason.FITS);
    assertThat(rescale(job, catchingUp, START).parallelism()).containsEntry(id("count"), 4);
  }

  @Test
  void ignoresTheWindowsOfTheWarmUp() {
    Ds2Settings patient = new Ds2Settings(2, 1, 1, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);
    Ds2Tuner tuner = new Ds2Tuner(patient);

    Tuned first = tuner.decide(overloadedChain().input(START));
    Tuned second = tuner.decide(overloadedChain().input(first.state()));
    Tuned third = tuner.decide(overloadedChain().input(second.state()));

    assertThat(cause(first)).isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(second.decision().reason()).isEqualTo("window 2 of 2 to warm up");
    assertThat(third.decision()).isInstanceOf(Rescale.class);
    assertThat(third.state()).isEqualTo(TunerState.Ds2.INITIAL);
  }

  @Test
  void redeploysOnlyOnceEnoughWindowsAgree() {
    Ds2Settings settings = new Ds2Settings(0, 2, 1, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);
    Ds2Tuner tuner = new Ds2Tuner(settings);

    Tuned first = tuner.decide(overloadedChain().input(START));
    Tuned other = tuner.decide(steady().input(first.state()));
    Tuned again = tuner.decide(overloadedChain().input(other.state()));
    Tuned agreeing = tuner.decide(overloadedChain().input(again.state()));

    assertThat(cause(first)).isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(first.decision().reason())
        .isEqualTo("count 2 → 4, sink 2 → 1: 1 of 2 windows agree");
    assertThat(cause(other)).isEqualTo(HoldReason.FITS);
    assertThat(cause(again)).isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(agreeing.decision()).isInstanceOf(Rescale.class);
    assertThat(agreeing.state()).isEqualTo(TunerState.Ds2.INITIAL);
  }

  @Test
  void raisesTheTargetRateOfAJobThatLagsThoughItHasConverged() {
    // count: 100 per subtask at 2 and 180 wanted fits, yet the source reads 150 of its 180.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 150, 150, 0.1)
            .backlog("source", 900, 30)
            .heldUp("source")
            .vertex("count", 2, 150, 0, 0.75)
            .chain("source", "count");

    Tuned tuned = new Ds2Tuner(Ds2Settings.DEFAULT).decide(job.input(START));

    Rescale rescale = (Rescale) tuned.decision();
    assertThat(rescale.parallelism()).containsEntry(id("count"), 3);
    assertThat(rescale.reason())
        .isEqualTo("count 2 → 3 to follow the rates (target rates scaled by 1.20)");
    assertThat(targetRateRatio(tuned)).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void keepsTheTargetRateRatioThatWasOnceNeeded() {
    TunerState raised = new TunerState.Ds2(0, 0, Map.of(), 1.2);

    // 200 × 1.2 at 100 per subtask: 3.
    assertThat(rescale(steady(), Ds2Settings.DEFAULT, raised).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void startsAfreshAfterTheMethodOfTheJobWasChanged() {
    Ds2Settings settings = new Ds2Settings(0, 2, 1, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);
    Ds2Tuner tuner = new Ds2Tuner(settings);
    Tuned afresh = tuner.decide(overloadedChain().input(START));

    for (TunerState former : List.of(new TunerState.ContTune(32), new TunerState.None())) {
      assertThat(tuner.decide(overloadedChain().input(former))).isEqualTo(afresh);
    }
  }

  @Test
  void boundsTheTargetRateRatio() {
    // The source reads a tenth of its rate, and half that rate could be read in vain for ever.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 10, 10, 0.5)
            .backlog("source", 900, 90)
            .heldUp("source")
            .vertex("count", 2, 10, 0, 0.01)
            .chain("source", "count")
            .bounds("count", 2, 2);

    Tuned tuned = new Ds2Tuner(Ds2Settings.DEFAULT).decide(job.input(START));

    assertThat(cause(tuned)).isEqualTo(HoldReason.AT_LIMIT);
    assertThat(tuned.decision().reason()).contains("10.00 times").contains("scaled by 1.50");
    assertThat(targetRateRatio(tuned)).isEqualTo(1);
  }

  @Test
  void takesBackpressureForTheLagOfASourceWithoutBacklog() {
    // A fifth of its time the source waits: 1 / 0.8 = 1.25 times the rate, 250 at 100: 3.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, new TaskTime(0.8, 0, 0.2))
            .vertex("count", 2, 200, 0, 1)
            .chain("source", "count");

    assertThat(rescale(job, Ds2Settings.DEFAULT, START).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void staysWithinTheLimits() {
    assertThat(
            rescale(
                    overloadedChain().bounds("count", 1, 3).bounds("sink", 2, 8),
                    Ds2Settings.DEFAULT,
                    START)
                .parallelism())
        .containsEntry(id("count"), 3)
        .containsEntry(id("sink"), 2);
  }

  @Test
  void keepsFinishedVerticesAndThoseThatReceivedNothing() {
    JobFixture job =
        new JobFixture()
            .vertex("bounded", 3)
            .vertex("source", 1, 100, 100, 0.1)
            .vertex("window", 2, 100, 0, 0.9)
            .vertex("sink", 4, 0, 0, 0)
            .edge("bounded", "window", HASH)
            .edge("source", "window", HASH)
            .edge("window", "sink", HASH);

    Hold hold = hold(job, Ds2Settings.DEFAULT, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.FITS);
    assertThat(hold.evidence().operators())
        .extracting(OperatorEvidence::name)
        .containsExactly("source", "window", "sink");
    assertThat(hold.evidence().operators().get(2).why())
        .isEqualTo("received nothing in this window, keeps 4");
  }

  @Test
  void holdsAChangeBelowTheThreshold() {
    // 20 subtasks of 100 each; 1520 at 0.8 want 19.
    Ds2Settings settings =
        new Ds2Settings(0, 1, 0.8, Optional.empty(), 0.1, Ds2Settings.Lag.DEFAULT);
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 1520, 1520, 0.1)
            .vertex("count", 20, 1520, 0, 0.76)
            .chain("source", "count");

    Hold hold = hold(job, settings, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.BELOW_THRESHOLD);
    assertThat(hold.reason())
        .isEqualTo(
            "count 20 → 19 would change the total parallelism from 21 to 20, less than the"
                + " threshold of 10 %");
  }

  @Test
  void doesNotLetTheThresholdHideAnOperatorThatIsShort() {
    Ds2Settings settings =
        new Ds2Settings(0, 1, 0.8, Optional.empty(), 0.1, Ds2Settings.Lag.DEFAULT);
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 1680, 1680, 0.1)
            .vertex("count", 20, 1680, 0, 0.92)
            .chain("source", "count");

    assertThat(rescale(job, settings, START).parallelism()).containsEntry(id("count"), 23);
  }

  @Test
  void takesNothingAwayFromAnOperatorBehindAWindowForABurstThatTheWindowMissed() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 4, 400, 1, 1)
            .vertex("sink", 8, 1, 0, 0.1)
            .chain("source", "window", "sink")
            .bursty("window");

    assertThat(hold(job, Ds2Settings.DEFAULT, START).cause()).isEqualTo(HoldReason.FITS);
  }

  @Test
  void doesNotEnlargeAnOperatorBehindAWindowForABurst() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 4, 400, 400, 1)
            .vertex("sink", 2, 190, 0, 0.95)
            .chain("source", "window", "sink")
            .bursty("window");

    assertThat(hold(job, Ds2Settings.DEFAULT, START).cause()).isEqualTo(HoldReason.FITS);
  }

  @Test
  void enlargesAnOperatorBehindAWindowThatHasToWaitForIt() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 4, 400, 400, 0.8)
            .heldUp("window")
            .vertex("sink", 2, 190, 0, 0.95)
            .chain("source", "window", "sink")
            .bursty("window");

    assertThat(rescale(job, Ds2Settings.DEFAULT, START).parallelism()).containsEntry(id("sink"), 4);
  }

  @Test
  void holdsWhenTheRatesCannotBeTold() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 0, 0, 0)
            .backlog("source", 100, 5)
            .heldUp("source")
            .vertex("count", 2, 0, 0, 0)
            .chain("source", "count");

    Hold hold = hold(job, Ds2Settings.DEFAULT, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.UNKNOWN_RATES);
    assertThat(hold.reason()).startsWith("source: received nothing");
    assertThat(hold.evidence().operators()).allSatisfy(o -> assertThat(o.targetRate()).isEmpty());
    assertThat(hold.evidence().provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void hasANameAndAStateToStartFrom() {
    Ds2Tuner tuner = new Ds2Tuner(Ds2Settings.DEFAULT);

    assertThat(tuner.name()).isEqualTo("ds2");
    assertThat(tuner.initialState()).isEqualTo(TunerState.Ds2.INITIAL);
  }

  @Test
  void refusesSettingsOutOfRange() {
    Optional<Duration> none = Optional.empty();
    Duration second = Duration.ofSeconds(1);
    Ds2Settings.Lag lag = Ds2Settings.Lag.DEFAULT;

    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(-1, 1, 1, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(0, 0, 1, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(0, 1, 0, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(0, 1, 1.1, none, 0, lag));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ds2Settings(0, 1, 1, Optional.of(Duration.ZERO), 0, lag))
        .withMessageContaining("catch-up");
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings.Lag(2, 0.1, 1.5, second));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings.Lag(0, 0, 1.5, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ds2Settings.Lag(0, 0.1, 0.5, second))
        .withMessageContaining("ratio");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ds2Settings.Lag(0, 0.1, 1.5, second.negated()))
        .withMessageContaining("negligible");
  }

  /** source → split → count → sink, twice as much arriving as is read. */
  private static JobFixture overloadedChain() {
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
  private static JobFixture steady() {
    return new JobFixture()
        .vertex("source", 1, 200, 200, 0.1)
        .vertex("count", 2, 200, 0, 1)
        .chain("source", "count");
  }

  private static double targetRateRatio(Tuned tuned) {
    return ((TunerState.Ds2) tuned.state()).targetRateRatio();
  }

  private static Rescale rescale(JobFixture job, Ds2Settings settings, TunerState state) {
    Decision decision = new Ds2Tuner(settings).decide(job.input(state)).decision();
    assertThat(decision).as(decision.reason()).isInstanceOf(Rescale.class);
    return (Rescale) decision;
  }

  private static Hold hold(JobFixture job, Ds2Settings settings, TunerState state) {
    Decision decision = new Ds2Tuner(settings).decide(job.input(state)).decision();
    assertThat(decision).as(decision.reason()).isInstanceOf(Hold.class);
    return (Hold) decision;
  }

  private static HoldReason cause(Tuned tuned) {
    return ((Hold) tuned.decision()).cause();
  }

  private static double target(Decision decision, int operator) {
    return decision.evidence().operators().get(operator).targetRate().orElseThrow();
  }
}
