package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancel, and the newest retained checkpoint. */
class CheckpointCaptureTest {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String OLD_JOB = "0".repeat(32);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeStateFinder storage = new FakeStateFinder();
  private final FakeCluster cluster =
      new FakeCluster(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));
  private final RescaleProcess process = new RescaleProcess(cluster, cluster, storage, clock);
  private RescaleEntry entry = RescaleEntry.planned("a".repeat(32), plan(), clock.instant());

  @BeforeEach
  void aJobRuns() {
    cluster.running(OLD_JOB, Map.of(COUNT, 2));
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");
  }

  @Test
  void cancelsTheJobAndStartsItFromItsNewestCheckpoint() throws Exception {
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(entry.state()).contains(CapturedState.checkpoint("file:/checkpoints/chk-3"));
    assertThat(cluster.calls())
        .containsExactly("cancel " + OLD_JOB, "submit " + entry.launchedJobId());
    assertThat(entry.timeline().downtime()).isPresent();
    assertThat(entry.timeline().stopping()).isPresent();
  }

  @Test
  void actsOnceWhenEveryStepIsRepeatedAfterACrash() throws Exception {
    while (!entry.stage().isFinal()) {
      process.advance(entry);
      entry = process.advance(entry);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.calls())
        .containsExactly("cancel " + OLD_JOB, "submit " + entry.launchedJobId());
  }

  @Test
  void startsFromTheCheckpointThatWasCompletedWhileTheJobWasCancelled() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    step();
    // What is shown is up to an answer's age old: the last checkpoint appears late.
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-4");

    runToTheEnd();

    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-4");
  }

  @Test
  void doesNothingToAJobWithoutACheckpoint() throws Exception {
    FakeCluster fresh = new FakeCluster(launch -> Map.of(COUNT, 6));
    fresh.running(OLD_JOB, Map.of(COUNT, 2));
    RescaleProcess onFresh = new RescaleProcess(fresh, fresh, storage, clock);

    while (!entry.stage().isFinal()) {
      entry = onFresh.advance(entry);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("no completed checkpoint").contains("nothing was done");
    assertThat(fresh.liveJobIds()).containsExactly(OLD_JOB);
  }

  @Test
  void looksAgainForACheckpointThatIsJustTakingThePlaceOfAnother() throws Exception {
    FakeCluster between = new FakeCluster(launch -> Map.of(COUNT, 6));
    between.running(OLD_JOB, Map.of(COUNT, 2));
    RescaleProcess onBetween = new RescaleProcess(between, between, storage, clock);
    entry = onBetween.advance(entry);
    assertThat(entry.stage()).isEqualTo(Stage.PLANNED);

    between.checkpoint(OLD_JOB, "file:/checkpoints/chk-4");
    clock.advance(Duration.ofMinutes(1));
    entry = onBetween.advance(entry);

    assertThat(entry.stage()).isEqualTo(Stage.STOPPING);
  }

  @Test
  void doesNothingToAJobThatHasCompletedNoCheckpointSinceItWasRestored() throws Exception {
    cluster.recover(OLD_JOB, CapturedState.foundSavepoint("file:/savepoints/savepoint-1"));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("no completed checkpoint");
    assertThat(cluster.calls()).isEmpty();
  }

  @Test
  void startsFromTheCheckpointThatTheJobWasRecoveredFromWhileItWasCancelled() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.recover(OLD_JOB, CapturedState.checkpoint("file:/checkpoints/chk-4"));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-4");
  }

  @Test
  void leavesAJobAloneThatFinishesBeforeItIsCancelled() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.reach(OLD_JOB, JobState.FINISHED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("its own end");
    assertThat(cluster.calls()).isEmpty();
  }

  @Test
  void bringsAJobBackThatFailsBeforeItIsCancelled() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.reach(OLD_JOB, JobState.FAILED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-3");
  }

  @Test
  void looksIntoTheStorageForAJobThatTheClusterForgotWhileItWasCancelled() throws Exception {
    advanceTo(Stage.STOPPING);
    step();
    cluster.forget(OLD_JOB);
    storage.holds(CapturedState.checkpoint("file:/checkpoints/chk-5"));

    runToTheEnd();

    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-5");
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
    entry = process.advance(entry);
    clock.advance(Duration.ofMillis(500));
  }

  private static RescalePlan plan() {
    return new RescalePlan(
        "WordCount",
        OLD_JOB,
        Decision.Step.BIG,
        Map.of(COUNT, 2),
        Map.of(COUNT, 6),
        Launches.restart(Capture.CHECKPOINT, Launches.jar("jar", "2"), Launches.jar("jar", "6")),
        new TunerState.ContTune(8),
        new RescalePlan.Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3)));
  }
}
