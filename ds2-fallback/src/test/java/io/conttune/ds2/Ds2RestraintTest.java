package io.conttune.ds2;

import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static io.conttune.ds2.Ds2Tuning.START;
import static io.conttune.ds2.Ds2Tuning.WITH_THRESHOLD;
import static io.conttune.ds2.Ds2Tuning.cause;
import static io.conttune.ds2.Ds2Tuning.hold;
import static io.conttune.ds2.Ds2Tuning.overloadedChain;
import static io.conttune.ds2.Ds2Tuning.rescale;
import static io.conttune.ds2.Ds2Tuning.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.WholePeriods;
import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.StandingBacklog;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Windows, changes and operators for which DS2 does not redeploy a job. */
class Ds2RestraintTest {
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
  void startsAfreshAfterTheMethodOfTheJobWasChanged() {
    Ds2Settings settings = new Ds2Settings(0, 2, 1, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);
    Ds2Tuner tuner = new Ds2Tuner(settings);
    Tuned afresh = tuner.decide(overloadedChain().input(START));

    for (TunerState former : List.of(new TunerState.ContTune(32), new TunerState.None())) {
      assertThat(tuner.decide(overloadedChain().input(former))).isEqualTo(afresh);
    }
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
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 1520, 1520, 0.1)
            .vertex("count", 20, 1520, 0, 0.76)
            .chain("source", "count");

    Hold hold = hold(job, WITH_THRESHOLD, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.BELOW_THRESHOLD);
    assertThat(hold.reason())
        .isEqualTo(
            "count 20 → 19 would change the total parallelism from 21 to 20, less than the"
                + " threshold of 10 %");
  }

  @Test
  void doesNotLetTheThresholdHideAnOperatorThatIsShort() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 1680, 1680, 0.1)
            .vertex("count", 20, 1680, 0, 0.92)
            .chain("source", "count");

    assertThat(rescale(job, WITH_THRESHOLD, START).parallelism()).containsEntry(id("count"), 23);
  }

  @Test
  void takesNothingAwayOnAWindowThatHoldsOnlyTheRestOfABatch() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 50, 50, 0.1)
            .backlog("source", 0, -50)
            .vertex("count", 8, 50, 0, 0.5)
            .chain("source", "count");

    Hold hold = hold(job, WITH_THRESHOLD, START);

    assertThat(hold.evidence().operators().get(1).why())
        .endsWith("reads what had waited, while nothing arrived, keeps 8");
  }

  @Test
  void countsTheRoomOfTheTargetForABacklog() {
    // 300 at 0.8 want 8 subtasks of 50. The 100 more work 12000 records off in two minutes.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, 0.1)
            .backlog("source", 9000, 100)
            .heldUp("source")
            .vertex("count", 4, 200, 0, 1)
            .chain("source", "count");

    assertThat(rescale(job, catchingUpIn(Duration.ofMinutes(2)), START).parallelism())
        .containsEntry(id("count"), 8);
    assertThat(
            rescale(job.backlog("source", 15_000, 100), catchingUpIn(Duration.ofMinutes(2)), START)
                .parallelism())
        .containsEntry(id("count"), 9);
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
  void doesNotGrowForWhatItsOwnRedeploymentLeftBeforeAStandingBacklog() {
    Hold hold = hold(redeployedAnHourAgo(), catchingUpIn(Duration.ofHours(2)), START);

    assertThat(hold.cause()).isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(hold.reason()).startsWith("count 2 → 3").endsWith(StandingBacklog.NOT_YET);
  }

  @Test
  void growsBeforeAStandingBacklogOnceTheJobHasCaughtUp() {
    Ds2Settings settings = catchingUpIn(Duration.ofMinutes(30));

    assertThat(rescale(redeployedAnHourAgo(), settings, START).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void takesNothingAwayWhileABacklogFalls() {
    // 8 subtasks of 100 each read 800 records/s, of which 300 wait no longer.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 800, 800, 0.1)
            .backlog("source", 3000, -300)
            .heldUp("source")
            .vertex("count", 8, 800, 0, 1)
            .chain("source", "count");
    Ds2Settings settings = catchingUpIn(Duration.ofMinutes(2));

    Hold hold = hold(job, settings, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.CATCHING_UP);
    assertThat(hold.evidence().operators().get(1).why())
        .isEqualTo("the linear method's 7, but it " + KeptSubtasks.CATCHING_UP);
    assertThat(rescale(job.backlog("source", 0, -300), settings, START).parallelism())
        .containsEntry(id("count"), 7);
  }

  private static Ds2Settings catchingUpIn(Duration catchUp) {
    return new Ds2Settings(
        0, 1, 0.8, Optional.of(CatchUp.within(catchUp)), 0, Ds2Settings.Lag.DEFAULT);
  }

  /** Two full subtasks, and a backlog that is the same number all the time. */
  private static JobFixture redeployedAnHourAgo() {
    return new JobFixture()
        .vertex("source", 1, 100, 100, 0.1)
        .backlog("source", 5, 0)
        .vertex("count", 2, 100, 0, 1)
        .chain("source", "count")
        .observed("count", 4, 180);
  }

  @Test
  void takesAwayWhatWholePeriodsOfBurstsShowToBeTooMany() {
    TuningInput betweenBursts = bursts(1).bursty("window").input(START);
    JobMetrics periods = bursts(100).metrics();
    TuningInput input =
        new TuningInput(
            betweenBursts.graph(),
            betweenBursts.metrics(),
            betweenBursts.history(),
            betweenBursts.limits(),
            START,
            List.of(betweenBursts.metrics()),
            Optional.of(new WholePeriods(periods, List.of(periods))));

    Tuned tuned = new Ds2Tuner(Ds2Settings.DEFAULT).decide(input);

    assertThat(tuned.decision()).isInstanceOf(Rescale.class);
    assertThat(((Rescale) tuned.decision()).parallelism()).containsEntry(id("sink"), 4);
  }

  /** The sink has eight subtasks of 25 records/s, and receives so many records/s in bursts. */
  private static JobFixture bursts(double rate) {
    return new JobFixture()
        .vertex("source", 1, 400, 400, 0.2)
        .vertex("window", 4, 400, rate, 1)
        .vertex("sink", 8, rate, 0, rate / 200)
        .chain("source", "window", "sink");
  }

  @Test
  void saysThatMoreSubtasksBringNothing() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.1)
            .backlog("source", 1000, 100)
            .heldUp("source")
            .vertex("count", 2, 100, 0, 1)
            .chain("source", "count")
            .observed("count", 2, 100)
            .observed("count", 4, 100)
            .observed("count", 8, 100);

    Hold hold = hold(job, Ds2Settings.DEFAULT, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.NO_GAIN);
    assertThat(hold.reason()).startsWith("count: ");
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
}
