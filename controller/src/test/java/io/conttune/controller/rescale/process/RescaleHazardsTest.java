package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hazards that would lose a job, or start it twice. */
class RescaleHazardsTest extends SteppedRescale {
  RescaleHazardsTest() {
    super(Checkpoints.RETAINED);
  }

  @ParameterizedTest
  @EnumSource(names = {"FINISHED", "CANCELED", "FAILED"})
  void doesNothingIfTheJobHasEndedSinceItWasPlanned(JobState end) throws Exception {
    cluster.reach(OLD_JOB, end);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains(end.name()).contains("nothing was done");
    assertThat(cluster.calls()).isEmpty();
  }

  @Test
  void doesNothingIfTheJobHasGoneSinceItWasPlanned() throws Exception {
    cluster.forget(OLD_JOB);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("no longer known");
    assertThat(cluster.calls()).isEmpty();
  }

  @Test
  void goesOnWhenTheStoppedJobIsShownBeforeItsSavepointIs() throws Exception {
    cluster.hideStopSavepoints();
    advanceTo(Stage.STOPPING);
    step();
    completeTheStopUnseen();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.startedFrom(entry.launchedJobId()))
        .isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void bringsBackAJobThatWasStillShownAsRunningWhenItsStopHadKilledIt() throws Exception {
    cluster.failStops("Checkpoint expired before completing.");
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");
    advanceTo(Stage.STOPPING);
    step();
    assertThat(entry.stage()).isEqualTo(Stage.STOPPING);
    cluster.reach(OLD_JOB, JobState.FAILED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-3");
  }

  @Test
  void readsTheNewestCheckpointOfAKilledJobWhenNoOlderOneCanBeShown() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");
    cluster.reach(OLD_JOB, JobState.FAILED);
    step();
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-4");

    runToTheEnd();

    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-4");
  }

  @Test
  void bringsBackAJobThatFailedAfterItsSavepointFromThatSavepoint() throws Exception {
    cluster.failJobsThatStop();
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId()))
        .isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void bringsBackAKilledJobFromTheSavepointThatItWasRestoredFrom() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.recover(OLD_JOB, CapturedState.foundSavepoint("file:/elsewhere/savepoint-1"));
    cluster.reach(OLD_JOB, JobState.FAILED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/elsewhere/savepoint-1");
  }

  @Test
  void prefersTheSavepointOfItsStopToWhatTheJobWasRestoredFrom() throws Exception {
    cluster.recover(OLD_JOB, CapturedState.checkpoint("file:/checkpoints/chk-3"));
    cluster.failJobsThatStop();
    cluster.hideStopSavepoints();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId()))
        .isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void goesBackFromTheCheckpointFromWhichAnotherJobManagerRecoveredTheNewRun() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.recover(entry.launchedJobId(), CapturedState.checkpoint("file:/checkpoints/chk-8"));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-8");
  }

  @Test
  void keepsItsOwnSavepointAsItsOwnWhenTheNewRunHasCompletedNothing() throws Exception {
    cluster.fate(launch -> is(launch, "6") ? Fate.FAILS_AT_ONCE : Fate.COMES_UP);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.state().get().kind()).isEqualTo(CapturedState.StateKind.OWN_SAVEPOINT);
  }

  @Test
  void startsFromTheSavepointIfTheClusterForgotTheJobThatItStopped() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    step();
    assertThat(entry.state()).isPresent();
    cluster.forget(OLD_JOB);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void bringsAForgottenJobBackFromWhatItsStorageHolds() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);
    storage.holds(CapturedState.checkpoint("file:/checkpoints/chk-9"));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-9");
  }

  @Test
  void givesAJobManagerTimeToRecoverAJobBeforeItIsTakenForLost() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);
    step();
    step();
    assertThat(entry.stage()).isEqualTo(Stage.STOPPING);
    cluster.running(OLD_JOB, Map.of(COUNT, 2));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void givesUpSayingWhereToLookIfTheClusterLostTheJobBeforeItsSavepoint() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.FAILED);
    assertThat(entry.note())
        .contains(OLD_JOB)
        .contains("below file:/savepoints or file:/checkpoints")
        .contains("for a person to start it");
  }

  /** A proxy hid the job for longer than a JobManager takes to recover it. */
  @Test
  void goesOnAfterAFailureWhenTheJobIsSeenToHaveStoppedAsAsked() throws Exception {
    failBecauseTheJobIsUnknown();
    assertThat(process.takenUpAgain(entry)).isEmpty();

    cluster.remember(OLD_JOB);
    cluster.stop(OLD_JOB, entry.triggerId(), "file:/savepoints");
    entry = process.takenUpAgain(entry).orElseThrow();
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void bringsAJobBackThatIsSeenToHaveFailedAfterItWasTakenForLost() throws Exception {
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");
    failBecauseTheJobIsUnknown();

    cluster.remember(OLD_JOB);
    cluster.reach(OLD_JOB, JobState.FAILED);
    entry = process.takenUpAgain(entry).orElseThrow();
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-3");
  }

  @Test
  void leavesAFailureAsItIsWhileTheJobRunsOrHasNoState() throws Exception {
    failBecauseTheJobIsUnknown();
    cluster.remember(OLD_JOB);
    assertThat(process.takenUpAgain(entry)).isEmpty();

    cluster.reach(OLD_JOB, JobState.FAILED);

    assertThat(process.takenUpAgain(entry)).isEmpty();
  }

  @Test
  void takesNoOtherEndUpAgain() throws Exception {
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(process.takenUpAgain(entry)).isEmpty();
  }

  private void failBecauseTheJobIsUnknown() throws FlinkUnavailableException {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);
    runToTheEnd();
    assertThat(entry.stage()).isEqualTo(Stage.FAILED);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMITTED", "RUNNING"})
  void doesNotStartAgainWhatItsUserCancels(Stage stage) throws Exception {
    advanceTo(stage);
    cluster.reach(entry.launchedJobId(), JobState.CANCELED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("cancelled");
    assertThat(cluster.liveJobIds()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMITTED", "RUNNING"})
  void doesNotStartAgainWhatHasFinished(Stage stage) throws Exception {
    advanceTo(stage);
    cluster.reach(entry.launchedJobId(), JobState.FINISHED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).isEmpty();
  }

  @Test
  void doesNotStartAgainWhatFinishesWhileItIsBroughtToItsEnd() throws Exception {
    cluster.fate(launch -> Fate.STAYS_SCHEDULED);
    advanceTo(Stage.ENDING);
    cluster.reach(entry.launchedJobId(), JobState.FINISHED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("finished");
    assertThat(cluster.liveJobIds()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMITTED", "RUNNING"})
  void bringsTheJobBackIfTheClusterLostTheNewRun(Stage stage) throws Exception {
    advanceTo(stage);
    cluster.forget(entry.launchedJobId());

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  @Test
  void waitsForTheRunsLastCheckpointToBeShownBeforeItGoesBack() throws Exception {
    cluster.fate(launch -> is(launch, "6") ? Fate.FAILS_AT_ONCE : Fate.COMES_UP);
    advanceTo(Stage.ENDING);
    step();
    assertThat(entry.stage()).isEqualTo(Stage.ENDING);
    cluster.checkpoint(entry.launchedJobId(), "file:/checkpoints/chk-8");

    runToTheEnd();

    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-8");
  }

  @Test
  void endsALaunchThatWasRefusedAndArrivesBeforeTheFormerOneIsStarted() throws Exception {
    cluster.refuse(launch -> is(launch, "6") ? Optional.of("timed out") : Optional.empty());
    advanceToDirectionBack();
    cluster.running(entry.launchedJobId(0), Map.of(COUNT, 6));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls()).containsSubsequence("cancel " + entry.launchedJobId(0));
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  @Test
  void endsALaunchThatWasRefusedAndArrivesWhenTheFormerOneRuns() throws Exception {
    cluster.refuse(launch -> is(launch, "6") ? Optional.of("timed out") : Optional.empty());
    advanceToDirectionBack();
    advanceTo(Stage.RUNNING);
    cluster.running(entry.launchedJobId(0), Map.of(COUNT, 6));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  @Test
  void leavesAJobRunningThatCameBackAtAnotherParallelism() throws Exception {
    FakeCluster shortOfSlots = new FakeCluster(launch -> Map.of(COUNT, is(launch, "6") ? 5 : 1));
    shortOfSlots.running(OLD_JOB, Map.of(COUNT, 2));
    RescaleProcess onShortOfSlots = new RescaleProcess(shortOfSlots, shortOfSlots, storage, clock);

    while (!entry.stage().isFinal()) {
      entry = onShortOfSlots.advance(entry);
      clock.advance(STEP);
    }

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.attempt().number()).isEqualTo(1);
    assertThat(shortOfSlots.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"PLANNED", "STOPPING", "SUBMITTING", "SUBMITTED", "RUNNING", "ENDING"})
  void changesNothingInAnyStageWhileTheClusterDoesNotAnswer(Stage stage) throws Exception {
    cluster.fate(
        launch -> is(launch, "6") && stage == Stage.ENDING ? Fate.STAYS_SCHEDULED : Fate.COMES_UP);
    advanceTo(stage);
    cluster.beginOutage("GET http://127.0.0.1:1/: refused");
    for (int i = 0; i < 3; i++) {
      assertThat(failsToAdvance()).isTrue();
      clock.advance(STEP);
    }

    cluster.endOutage();
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(stage == Stage.ENDING ? Stage.ROLLED_BACK : Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  private boolean failsToAdvance() {
    try {
      process.advance(entry);
      return false;
    } catch (FlinkUnavailableException expected) {
      return true;
    }
  }

  /** The operation ends between two looks, so that the job is seen as ended before its result. */
  private void completeTheStopUnseen() throws FlinkUnavailableException {
    cluster.stop(OLD_JOB, entry.triggerId(), "file:/savepoints");
  }

  private void advanceToDirectionBack() throws FlinkUnavailableException {
    while (entry.direction() == Direction.FORWARD) {
      step();
    }
  }

  private static boolean is(Launch.Jar launch, String parallelism) {
    return launch.arguments().equals(List.of(parallelism));
  }
}
