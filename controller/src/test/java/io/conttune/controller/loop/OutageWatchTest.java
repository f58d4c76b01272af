package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RunFailure;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The outage that a control loop knows of, after each of its steps. */
class OutageWatchTest {
  private static final RunFailure FAILURE =
      new RunFailure(
          Instant.parse("2026-01-01T00:00:00Z"), "java.io.IOException: no broker is reached");

  private static final String FAILURE_TOLD =
      "; its last failure, at 2026-01-01T00:00:00Z by Flink's clock:"
          + " java.io.IOException: no broker is reached";

  private final TunedJob job = new TunedJob();

  @Test
  void knowsOfNoneWhileTheJobRuns() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));

    job.stepTo(StepOutcome.Decided.class);

    assertThat(job.outage()).isEmpty();
  }

  @Test
  void beginsWithTheRequestToStopAndEndsWhenAllSubtasksRun() {
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    assertThat(job.outage()).isEmpty();

    RescaleEntry stopping = job.stepTo(StepOutcome.Rescaling.class).after();
    assertThat(stopping.stage()).isEqualTo(Stage.STOPPING);
    while (job.newestRescale().stage() != Stage.RUNNING) {
      assertThat(job.outage().map(JobOutage::since)).contains(stopping.startedAt());
      job.stepTo(StepOutcome.Rescaling.class);
    }

    assertThat(job.outage()).isEmpty();
  }

  @Test
  void goesOnWhileFlinkDoesNotAnswerAndSaysSo() {
    stepToSubmitted();
    job.cluster.beginOutage("503");

    job.stepTo(StepOutcome.Unreachable.class);

    assertThat(job.outage()).isPresent();
    assertThat(byRescale().obstacle()).contains("503");
  }

  @Test
  void lastsLongerThanExpectedAfterTheExpectedDowntime() {
    stepToSubmitted();
    JobOutage outage = job.outage().orElseThrow();
    assertThat(outage.expected()).isEqualTo(Duration.ofSeconds(15));

    job.clock.advance(outage.expected().minus(outage.length()));
    assertThat(outage.isOverdue()).isFalse();

    job.clock.advance(Duration.ofMillis(1));
    assertThat(outage.isOverdue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void lastsAsLongAsItLastsWhenTheTimeOfDayJumps(int hours) {
    stepToSubmitted();
    Duration before = job.outage().orElseThrow().length();

    job.clock.jump(Duration.ofHours(hours));
    job.stepTo(StepOutcome.Rescaling.class);

    assertThat(job.outage().orElseThrow().length()).isEqualTo(before.plus(TunedJob.POLL));
  }

  @Test
  void isKnownToALoopThatFindsTheRescaleInTheJournal() {
    stepToSubmitted();
    Instant since = job.outage().orElseThrow().since();
    job.start();

    job.stepTo(StepOutcome.Rescaling.class);

    assertThat(job.outage().map(JobOutage::since)).contains(since);
  }

  @Test
  void aJobThatFailedByItselfIsDownAtOnce() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.FAILED);

    job.stepTo(StepOutcome.Waiting.class);

    JobOutage outage = job.outage().orElseThrow();
    assertThat(outage.expected()).isZero();
    assertThat(outage.<String, RuntimeException>match(by -> "", own -> own.jobId()))
        .isEqualTo(TunedJob.FIRST_RUN);
  }

  @Test
  void theExceptionOfAJobThatFailedIsNamed() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.FAILED);
    job.cluster.tellFailure(TunedJob.FIRST_RUN, FAILURE);

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(ownReason()).endsWith(FAILURE_TOLD);
  }

  @Test
  void theExceptionOfAJobThatRestartsIsNamedOnceFlinkTellsIt() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.monitor.showVertices(VertexState.OTHER);
    job.cluster.beginOutage("503");

    job.stepTo(StepOutcome.Measuring.class);
    assertThat(ownReason()).endsWith("8 of them free");

    job.cluster.endOutage();
    job.cluster.tellFailure(TunedJob.FIRST_RUN, FAILURE);
    job.stepTo(StepOutcome.Measuring.class);
    assertThat(ownReason()).endsWith("8 of them free" + FAILURE_TOLD);
  }

  @Test
  void aJobThatSomebodyCancelledIsNotDown() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.CANCELED);

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(job.outage()).isEmpty();
  }

  @Test
  void aJobThatTheClusterHasForgottenIsDownOnceItCouldHaveBeenRecovered() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.forget(TunedJob.FIRST_RUN);

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(job.outage().map(JobOutage::expected)).contains(OutageWatch.RECOVERY);
  }

  /** As after the loss of all TaskManagers: between two restarts Flink calls the job RUNNING. */
  @Test
  void aJobThatIsRunningWithoutSubtasksIsDownUntilTheyRun() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.monitor.showVertices(VertexState.OTHER);

    StepOutcome.Measuring waiting = job.stepTo(StepOutcome.Measuring.class);

    assertThat(waiting.runningJobId()).isEmpty();
    JobOutage outage = job.outage().orElseThrow();
    assertThat(outage.expected()).isEqualTo(OutageWatch.RECOVERY);
    assertThat(ownReason())
        .isEqualTo(
            "run %s is RUNNING, but not all of its subtasks are; the cluster has 16 slots, 8 of them free"
                .formatted(TunedJob.FIRST_RUN));

    job.monitor.showVertices(VertexState.RUNNING);
    job.stepTo(StepOutcome.Measuring.class);

    assertThat(job.outage()).isEmpty();
  }

  @Test
  void aJobThatWasNeverThereIsNotDown() {
    job.cluster.forget(TunedJob.FIRST_RUN);

    StepOutcome.Waiting waiting = job.stepTo(StepOutcome.Waiting.class);

    assertThat(waiting.sighting().cause()).isInstanceOf(JobSighting.NoJob.class);
    assertThat(job.outage()).isEmpty();
  }

  @Test
  void aRescaleThatFailedIsKnownToALoopThatFindsItInTheJournal() throws Exception {
    RescaleEntry failed = stepToFailed();
    job.start();

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(byRescale().entry()).isEqualTo(failed);
    assertThat(byRescale().expected()).isZero();
    assertThat(byRescale().since()).isEqualTo(failed.startedAt());
  }

  @Test
  void aRescaleThatFailedKeepsTheJobDownWhenTheStoppedRunIsShownAgain() throws Exception {
    RescaleEntry failed = stepToFailed();
    job.cluster.remember(TunedJob.FIRST_RUN);
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.CANCELED);

    job.stepTo(StepOutcome.Waiting.class);
    assertThat(byRescale().entry()).isEqualTo(failed);

    job.start();
    job.stepTo(StepOutcome.Waiting.class);
    assertThat(byRescale().entry()).isEqualTo(failed);
  }

  @Test
  void aJobThatRanBeforeTheStartOfTheServiceIsDownIfTheClusterNoLongerKnowsIt() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.forget(TunedJob.FIRST_RUN);
    job.start();

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(job.outage().map(JobOutage::expected)).contains(OutageWatch.RECOVERY);
    assertThat(ownReason()).contains("no longer knows run " + TunedJob.FIRST_RUN);
  }

  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"CANCELED", "FINISHED"})
  void aJobThatSomebodyWantedToEndIsNotDownForALoopThatFindsItForgotten(JobState end) {
    stepToEnd(end);
    job.cluster.forget(TunedJob.FIRST_RUN);
    job.start();

    StepOutcome.Waiting waiting = job.stepTo(StepOutcome.Waiting.class);

    assertThat(waiting.sighting().cause()).isInstanceOf(JobSighting.NoJob.class);
    assertThat(job.outage()).isEmpty();
  }

  @Test
  void aJobThatFailedIsDownAtOnceForALoopThatFindsItForgotten() {
    stepToEnd(JobState.FAILED);
    job.cluster.forget(TunedJob.FIRST_RUN);
    job.start();

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(job.outage().map(JobOutage::expected)).contains(Duration.ZERO);
    assertThat(ownReason()).startsWith("run " + TunedJob.FIRST_RUN + " has FAILED");
  }

  @Test
  void aRunThatCameAfterAWantedEndIsMissedAsAnyOther() {
    stepToEnd(JobState.CANCELED);
    String byHand = "e".repeat(32);
    job.cluster.running(byHand, TunedJob.FORMER);
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.forget(TunedJob.FIRST_RUN);
    job.cluster.forget(byHand);
    job.start();

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(ownReason()).contains("no longer knows run " + byHand);
  }

  @Test
  void aRunThatWasSeenAfterAFailedRescaleIsTheOneThatIsMissing() throws Exception {
    stepToFailed();
    String byHand = "e".repeat(32);
    job.cluster.running(byHand, TunedJob.FORMER);
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.forget(byHand);
    job.start();

    job.stepTo(StepOutcome.Waiting.class);

    assertThat(ownReason()).contains("no longer knows run " + byHand);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void lastsAsLongAsItLastsForALoopWithAnotherTimeOfDay(int hours) {
    stepToSubmitted();
    Duration before = job.outage().orElseThrow().length();
    job.clock.jump(Duration.ofHours(hours));
    job.start();

    job.stepTo(StepOutcome.Rescaling.class);

    assertThat(job.outage().orElseThrow().length()).isEqualTo(before.plus(TunedJob.POLL));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void lastsAsLongAsItLastsWhenTheTimeOfDayJumpsBeforeTheStop(int hours) {
    job.cluster.fate(launch -> Fate.STAYS_SCHEDULED);
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);

    job.clock.jump(Duration.ofHours(hours));
    job.stepTo(StepOutcome.Rescaling.class);

    assertThat(job.outage().orElseThrow().length()).isEqualTo(TunedJob.POLL.multipliedBy(2));
  }

  @Test
  void aClockThatWasSetForwardWhileAJobWasDownDoesNotHideThatTheNextRescaleHangs() {
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    do {
      job.stepTo(StepOutcome.Rescaling.class);
    } while (job.newestRescale().timeline().down().isEmpty());
    job.cluster.setClockForward(Duration.ofHours(1));
    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
    job.clock.advance(TunedJob.TIMING.cooldown());
    job.cluster.fate(launch -> Fate.STAYS_SCHEDULED);
    job.tuner.rescale(TunedJob.FORMER, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);

    job.stepTo(StepOutcome.Rescaling.class);

    assertThat(job.outage().orElseThrow().expected()).isLessThan(Duration.ofMinutes(2));
  }

  private RescaleEntry stepToFailed() throws Exception {
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    while (job.cluster.calls().isEmpty()) {
      job.step();
    }
    job.cluster.forget(TunedJob.FIRST_RUN);
    return job.finishRescale();
  }

  private void stepToEnd(JobState end) {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.cluster.reach(TunedJob.FIRST_RUN, end);
    job.stepTo(StepOutcome.Waiting.class);
  }

  private void stepToSubmitted() {
    job.cluster.fate(launch -> Fate.STAYS_SCHEDULED);
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    do {
      job.stepTo(StepOutcome.Rescaling.class);
    } while (job.newestRescale().stage() != Stage.SUBMITTED);
  }

  private String ownReason() {
    return job.outage().orElseThrow().match(by -> "", own -> own.reason());
  }

  private JobOutage.ByRescale byRescale() {
    return job.outage()
        .flatMap(known -> known.match(Optional::of, own -> Optional.<JobOutage.ByRescale>empty()))
        .orElseThrow();
  }
}
