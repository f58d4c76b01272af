package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.loop.StepOutcome.Changed;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses after a rescale, a change or an obstacle last for their time, whatever any clock says. */
final class PausesTest {
  private final TunedJob job = new TunedJob();

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void coolsDownForItsTimeWhenTheTimeOfDayJumps(int hours) {
    verifiedOnce();
    job.stepTo(Decided.class);

    job.clock.jump(Duration.ofHours(hours));

    assertThat(timeUntilNextRescale())
        .isLessThanOrEqualTo(TunedJob.TIMING.cooldown())
        .isGreaterThan(TunedJob.TIMING.cooldown().minusSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void coolsDownForWhatWasLeftWhenTheTimeOfDayJumpsBeforeARestart(int hours) {
    verifiedOnce();

    job.clock.jump(Duration.ofHours(hours));
    job.start();

    assertThat(timeUntilNextRescale())
        .isLessThanOrEqualTo(TunedJob.TIMING.cooldown())
        .isGreaterThan(TunedJob.TIMING.cooldown().minusSeconds(10));
  }

  @Test
  void doesNotCoolDownAgainAfterARestart() {
    verifiedOnce();
    job.clock.advance(TunedJob.TIMING.cooldown());
    job.start();

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void leavesAJobAloneForItsTimeAfterAFailureWhenTheTimeOfDayJumps(int hours) {
    job.cluster.refuse(launch -> wants(launch) ? Optional.of("main threw") : Optional.empty());
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(Decided.class);
    job.finishRescale();
    job.stepTo(Decided.class);

    job.clock.jump(Duration.ofHours(hours));

    assertThat(timeUntilNextRescale())
        .isLessThanOrEqualTo(TunedJob.TIMING.holdAfterFailure())
        .isGreaterThan(TunedJob.TIMING.holdAfterFailure().minusSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void asksAgainAboutAnObstacleAfterItsTimeWhenTheTimeOfDayJumps(int hours) {
    job.planner.obstruct("no slots");
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(Decided.class);
    Duration obstructed = job.clock.elapsed();

    job.clock.jump(Duration.ofHours(hours));
    while (job.planner.asked() < 2) {
      job.stepTo(Decided.class);
    }

    assertThat(job.clock.elapsed().minus(obstructed))
        .isBetween(
            TunedJob.TIMING.obstacleRetry(),
            TunedJob.TIMING.obstacleRetry().plus(TunedJob.POLL.multipliedBy(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void respectsTheParallelismOfSomebodyElseForItsTimeWhenTheTimeOfDayJumps(int hours) {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(Decided.class);
    job.cluster.rescaleInPlace(
        TunedJob.FIRST_RUN, Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3));
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(Changed.class);
    job.stepTo(Decided.class);

    job.clock.jump(Duration.ofHours(hours));

    assertThat(timeUntilNextRescale())
        .isLessThanOrEqualTo(TunedJob.TIMING.holdAfterChange())
        .isGreaterThan(TunedJob.TIMING.holdAfterChange().minusSeconds(10));
  }

  private void verifiedOnce() {
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(Decided.class);
    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
    job.tuner.rescale(TunedJob.FORMER, new TunerState.ContTune(8));
  }

  private Duration timeUntilNextRescale() {
    Duration begin = job.clock.elapsed();
    while (job.stepTo(Decided.class).record().outcome() != Outcome.STARTED) {
      assertThat(job.clock.elapsed().minus(begin)).isLessThan(Duration.ofHours(1));
    }
    return job.clock.elapsed().minus(begin);
  }

  private static boolean wants(Launch.Jar launch) {
    return FakeRescalePlanner.parallelism(launch).equals(TunedJob.WANTED);
  }
}
