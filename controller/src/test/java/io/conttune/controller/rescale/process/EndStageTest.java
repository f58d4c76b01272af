package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a launched run whose checkpoints Flink deletes when it is cancelled. */
class EndStageTest extends SteppedRescale {
  EndStageTest() {
    super(Checkpoints.DELETED);
  }

  @BeforeEach
  void checkpointsAreDeletedWithTheirRuns() {
    cluster.deleteCheckpointsWithRuns();
  }

  @Test
  void stopsARunWithASavepointInsteadOfHavingItsCheckpointsDeleted() throws Exception {
    String launched = bringToItsEnd();
    String savepoint = "file:/savepoints/savepoint-" + entry.endingTriggerId();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.parallelism()).isEqualTo(Map.of(COUNT, 2));
    assertThat(cluster.calls())
        .containsSubsequence("stop " + launched, "submit " + entry.launchedJobId())
        .doesNotContain("cancel " + launched);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(startedFrom()).isEqualTo(savepoint);
    assertThat(entry.state()).contains(CapturedState.ownSavepoint(savepoint));
  }

  @Test
  void stopsItOnceWhenEveryStepIsRepeatedAfterACrash() throws Exception {
    String launched = bringToItsEnd();
    while (!entry.stage().isFinal()) {
      process.advance(entry);
      step();
    }

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls()).filteredOn(call -> call.equals("stop " + launched)).hasSize(1);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  @Test
  void findsTheSavepointOfAStopThatWasCompletedUnseen() throws Exception {
    String launched = bringToItsEnd();
    String savepoint = "file:/savepoints/savepoint-" + entry.endingTriggerId();
    cluster.stop(launched, entry.endingTriggerId(), "file:/savepoints");
    cluster.stop(launched, entry.endingTriggerId(), "file:/savepoints");
    assertThat(cluster.liveJobIds()).isEmpty();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo(savepoint);
  }

  @Test
  void startsFromTheSavepointOfARunThatTheClusterForgotAfterItsStop() throws Exception {
    String launched = bringToItsEnd();
    String savepoint = "file:/savepoints/savepoint-" + entry.endingTriggerId();
    while (cluster.liveJobIds().contains(launched)) {
      step();
    }
    cluster.forget(launched);
    storage.hides("s3://bucket/checkpoints");

    runToTheEnd();

    assertThat(startedFrom()).isEqualTo(savepoint);
  }

  @Test
  void letsARunSettleThatHasRecoveredAndCannotBeStopped() throws Exception {
    String launched = bringToItsEnd();
    cluster.failStops("directory not writable");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).containsExactly(launched);
    assertThat(entry.timeline().up()).isPresent();
  }

  @Test
  void triesAgainUnderAnotherIdWhileARunCanNeitherBeStoppedNorCancelled() throws Exception {
    String launched = bringToItsEnd();
    cluster.be(launched, Subtasks.NOT_ALL_UP);
    String first = entry.endingTriggerId();
    for (int i = 0; i < 100; i++) {
      step();
    }
    assertThat(entry.stage()).isEqualTo(Stage.ENDING);
    assertThat(entry.endingTriggerId()).isNotEqualTo(first);
    assertThat(entry.note()).contains(launched).contains("not all subtasks run").contains("cancel");
    assertThat(cluster.liveJobIds()).containsExactly(launched);
    cluster.be(launched, Subtasks.ALL_UP);

    runToTheEnd();

    assertThat(cluster.calls()).doesNotContain("cancel " + launched);
    assertThat(cluster.liveJobIds()).hasSize(1);
  }

  @Test
  void cancelsARunThatHasCompletedNothingAndIsNotUp() throws Exception {
    cluster.fate(
        launch -> launch.arguments().equals(List.of("6")) ? Fate.STAYS_SCHEDULED : Fate.COMES_UP);
    advanceTo(Stage.SUBMITTED);
    String launched = entry.launchedJobId();

    runToTheEnd();

    assertThat(cluster.calls()).contains("cancel " + launched).doesNotContain("stop " + launched);
    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void saysWhatIsCommittedAgainIfTheCheckpointsOfARunWereDeletedWhenItFailed() throws Exception {
    String launched = bringToItsEnd();
    cluster.reach(launched, JobState.FAILED);

    advanceTo(Stage.SUBMITTING);

    assertThat(entry.note()).contains("deleted its checkpoints").contains("committed again");
    runToTheEnd();
    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void doesNotStartAgainWhatComesToItsOwnEnd() throws Exception {
    String launched = bringToItsEnd();
    cluster.reach(launched, JobState.FINISHED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(cluster.liveJobIds()).isEmpty();
  }

  @Test
  void stopsALaunchThatCameUpLateWithASavepointToo() throws Exception {
    String late = launchThatCameUpLate();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls()).contains("stop " + late).doesNotContain("cancel " + late);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.lateTriggerId(late));
  }

  @Test
  void cancelsALaunchThatCameUpLateAndCannotBeStopped() throws Exception {
    String late = launchThatCameUpLate();
    cluster.failStops("directory not writable");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls()).contains("cancel " + late);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  private String launchThatCameUpLate() throws FlinkUnavailableException {
    cluster.refuse(
        launch ->
            launch.arguments().equals(List.of("6")) ? Optional.of("timed out") : Optional.empty());
    while (entry.attempt().number() == 0) {
      step();
    }
    String late = entry.launchedJobId(0);
    cluster.running(late, Map.of(COUNT, 6));
    cluster.checkpoint(late, "file:/checkpoints/chk-1");
    return late;
  }

  /** A run that has completed a checkpoint and failed while it settled. */
  private String bringToItsEnd() throws FlinkUnavailableException {
    advanceTo(Stage.RUNNING);
    String launched = entry.launchedJobId();
    cluster.checkpoint(launched, "file:/checkpoints/chk-1");
    step();
    cluster.failOver(launched);
    advanceTo(Stage.ENDING);
    return launched;
  }
}
