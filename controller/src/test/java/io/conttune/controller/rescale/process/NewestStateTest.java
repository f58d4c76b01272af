package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From which state a job is brought back whose runs come, go and come again. */
class NewestStateTest extends SteppedRescale {
  NewestStateTest() {
    super(Checkpoints.RETAINED);
  }

  @Test
  void remembersTheNewestCheckpointOfARunThatVanishes() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.checkpoint(entry.launchedJobId(), "file:/checkpoints/chk-7");
    step();
    assertThat(entry.stage()).isEqualTo(Stage.RUNNING);
    cluster.forget(entry.launchedJobId());
    storage.hides("s3://bucket/checkpoints");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-7");
  }

  @Test
  void prefersWhatTheStorageHoldsToWhatWasSeen() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.checkpoint(entry.launchedJobId(), "file:/checkpoints/chk-7");
    step();
    cluster.forget(entry.launchedJobId());
    storage.holds(CapturedState.checkpoint("file:/checkpoints/chk-8"));

    runToTheEnd();

    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-8");
  }

  @Test
  void startsAVanishedRunOfWhichNoCheckpointWasSeenFromTheStateBeforeAndSaysSo() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.forget(entry.launchedJobId());
    storage.hides("s3://bucket/checkpoints");

    advanceTo(Stage.SUBMITTING);

    assertThat(entry.note())
        .contains("the job vanished while it settled")
        .contains("s3://bucket/checkpoints cannot be looked at from here");
    runToTheEnd();
    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void givesAJobManagerTenSecondsToRememberALaunchedRun() throws Exception {
    advanceTo(Stage.RUNNING);
    String launched = entry.launchedJobId();
    cluster.forget(launched);
    Instant gone = clock.instant();
    while (clock.instant().isBefore(gone.plusSeconds(10))) {
      step();
      assertThat(entry.stage()).isEqualTo(Stage.RUNNING);
    }
    cluster.running(launched, Map.of(COUNT, 6));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).containsExactly(launched);
    assertThat(cluster.calls()).doesNotContain("cancel " + launched);
  }

  @Test
  void saysWhereTheStateOfAForgottenJobMayBeIfItCannotLook() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);
    storage.hides("s3://bucket/checkpoints");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.FAILED);
    assertThat(entry.note())
        .contains(OLD_JOB)
        .contains("may be in s3://bucket/checkpoints, which cannot be looked at from here")
        .contains("for a person to start it");
  }

  @Test
  void goesOnFromTheSavepointOfItsStopAlthoughItCannotLook() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    step();
    assertThat(entry.state()).isPresent();
    cluster.forget(OLD_JOB);
    storage.hides("s3://bucket/checkpoints");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void takesWhatALaunchCompletedThatWasRefusedAndCameUpLate() throws Exception {
    refuseTheFirstLaunch();
    String late = entry.launchedJobId(0);
    cluster.running(late, Map.of(COUNT, 6));
    cluster.checkpoint(late, "file:/checkpoints/chk-1");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-1");
  }

  @Test
  void takesWhatALateLaunchIsShownToHaveCompletedAfterItsEnd() throws Exception {
    refuseTheFirstLaunch();
    String late = entry.launchedJobId(0);
    cluster.running(late, Map.of(COUNT, 6));
    step();
    assertThat(cluster.liveJobIds()).isEmpty();
    step();
    cluster.checkpoint(late, "file:/checkpoints/chk-1");

    runToTheEnd();

    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-1");
  }

  @Test
  void ignoresWhatALateLaunchCompletedBesideALaterOne() throws Exception {
    refuseTheFirstLaunch();
    advanceTo(Stage.RUNNING);
    String late = entry.launchedJobId(0);
    cluster.running(late, Map.of(COUNT, 6));
    cluster.checkpoint(late, "file:/checkpoints/chk-1");
    cluster.checkpoint(entry.launchedJobId(), "file:/checkpoints/chk-5");
    cluster.failOver(entry.launchedJobId());

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.attempt().number()).isEqualTo(2);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-5");
  }

  @Test
  void stopsAForgottenJobThatIsThereAgainBeforeItStartsACopy() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);
    storage.holds(CapturedState.checkpoint("file:/checkpoints/chk-9"));
    advanceTo(Stage.SUBMITTING);
    cluster.running(OLD_JOB, Map.of(COUNT, 2));
    step();
    assertThat(entry.stage()).isEqualTo(Stage.STOPPING);
    assertThat(entry.note()).contains(OLD_JOB).contains("is there again");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(startedFrom()).isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  private void refuseTheFirstLaunch() throws FlinkUnavailableException {
    cluster.refuse(
        launch ->
            launch.arguments().equals(List.of("6")) ? Optional.of("timed out") : Optional.empty());
    while (entry.direction() == Direction.FORWARD) {
      step();
    }
  }
}
