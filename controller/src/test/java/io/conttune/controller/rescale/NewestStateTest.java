package io.conttune.controller.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.FakeRedeployer;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.Progress.Direction;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From which state a job is brought back whose runs come, go and come again. */
class NewestStateTest {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String OLD_JOB = "0".repeat(32);
  private static final Duration STEP = Duration.ofMillis(500);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeStateFinder storage = new FakeStateFinder();
  private final RescaleProcess process = new RescaleProcess(clock, storage);
  private final FakeRedeployer cluster =
      new FakeRedeployer(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));
  private RescaleEntry entry = RescaleEntry.planned("a".repeat(32), plan(), clock.instant());

  @BeforeEach
  void aJobRuns() {
    cluster.running(OLD_JOB, Map.of(COUNT, 2));
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
    cluster.checkpoint(launched, "file:/checkpoints/chk-9");

    runToTheEnd();

    assertThat(cluster.calls()).contains("cancel " + launched);
    assertThat(startedFrom()).isEqualTo("file:/checkpoints/chk-9");
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
    assertThat(entry.attempt()).isEqualTo(2);
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

  private String startedFrom() {
    return cluster.startedFrom(entry.launchedJobId());
  }

  private void advanceTo(Stage stage) throws FlinkUnavailableException {
    while (entry.stage() != stage) {
      step();
    }
  }

  private void runToTheEnd() throws FlinkUnavailableException {
    int steps = 0;
    while (!entry.stage().isFinal()) {
      step();
      assertThat(steps++).as("steps, now at %s", entry).isLessThan(1000);
    }
  }

  private void step() throws FlinkUnavailableException {
    entry = process.advance(entry, cluster);
    clock.advance(STEP);
  }

  private static RescalePlan plan() {
    return new RescalePlan(
        "WordCount",
        OLD_JOB,
        Decision.Step.SMALL,
        Map.of(COUNT, 2),
        Map.of(COUNT, 6),
        Launches.restart(
            Capture.SAVEPOINT,
            Checkpoints.RETAINED,
            Launches.jar("jar", "2"),
            Launches.jar("jar", "6")),
        TunerState.initial(8),
        new RescalePlan.Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3)));
  }
}
