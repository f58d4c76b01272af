package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RescaleProcessTest {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String OLD_JOB = "0".repeat(32);
  private static final Launch.Jar FORMER = launch("2");
  private static final Launch.Jar WANTED = launch("6");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeCluster cluster = new FakeCluster(RescaleProcessTest::parallelism);
  private final RescaleProcess process =
      new RescaleProcess(cluster, cluster, new FakeStateFinder(), clock);
  private final List<Stage> stages = new ArrayList<>();
  private RescaleEntry entry = RescaleEntry.planned("a".repeat(32), plan(), clock.instant());

  @BeforeEach
  void aJobRuns() {
    cluster.running(OLD_JOB, Map.of(COUNT, 2));
  }

  @Test
  void goesThroughEveryStageToTheWantedParallelism() throws Exception {
    runToTheEnd();

    assertThat(stages)
        .containsExactly(
            Stage.PLANNED,
            Stage.STOPPING,
            Stage.STOPPED,
            Stage.SUBMITTING,
            Stage.SUBMITTED,
            Stage.RUNNING,
            Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(cluster.startedFrom(entry.launchedJobId()))
        .isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void actsOnceWhenEveryStepIsRepeatedAfterACrash() throws Exception {
    while (!entry.stage().isFinal()) {
      // The controller dies after the act and before the journal: the old entry is found again.
      process.advance(entry);
      entry = process.advance(entry);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.calls())
        .containsExactly("stop " + OLD_JOB, "submit " + entry.launchedJobId());
  }

  @Test
  void bringsTheFormerParallelismBackFromTheSameStateWhenTheLaunchIsRefused() throws Exception {
    cluster.refuse(launch -> launch.equals(WANTED) ? Optional.of("main threw") : Optional.empty());

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.parallelism()).containsEntry(COUNT, 2);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
    assertThat(cluster.startedFrom(entry.launchedJobId()))
        .isEqualTo("file:/savepoints/savepoint-" + entry.triggerId());
  }

  @Test
  void bringsTheFormerParallelismBackFromTheCheckpointThatTheNewRunCompleted() throws Exception {
    cluster.fate(launch -> launch.equals(WANTED) ? Fate.STAYS_SCHEDULED : Fate.COMES_UP);
    advanceTo(Stage.SUBMITTED);
    String launched = entry.launchedJobId();
    cluster.checkpoint(launched, "file:/checkpoints/chk-7");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls()).contains("cancel " + launched);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-7");
  }

  @Test
  void endsTheNewRunBeforeItStartsTheFormerOne() throws Exception {
    cluster.fate(launch -> launch.equals(WANTED) ? Fate.STAYS_SCHEDULED : Fate.COMES_UP);

    runToTheEnd();

    assertThat(stages).containsSubsequence(Stage.SUBMITTED, Stage.ENDING, Stage.SUBMITTING);
    assertThat(cluster.liveJobIds()).hasSize(1);
  }

  @Test
  void rollsBackAJobThatFailsOverWhileItSettles() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.failOver(entry.launchedJobId());

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
  }

  @Test
  void endsRolledBackWithoutARestartWhenTheLaunchWasNotHonoured() throws Exception {
    FakeCluster ignoring = new FakeCluster(launch -> Map.of(COUNT, 2));
    ignoring.running(OLD_JOB, Map.of(COUNT, 2));
    RescaleProcess onIgnoring =
        new RescaleProcess(ignoring, ignoring, new FakeStateFinder(), clock);

    while (!entry.stage().isFinal()) {
      entry = onIgnoring.advance(entry);
    }

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.note()).contains("not honoured");
    assertThat(entry.cameUpAt()).contains(Map.of(COUNT, 2));
    assertThat(ignoring.jobIds()).hasSize(2);
  }

  @Test
  void knowsTheDowntimeThoughFlinkTellsOnlyLaterWhenTheFormerRunEnded() throws Exception {
    cluster.tellEndsLate();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(entry.timeline().downtime()).isPresent();
    assertThat(entry.timeline().stopping()).isPresent();
  }

  @Test
  void remembersThroughTheWayBackThatTheLaunchWasNotHonoured() throws Exception {
    FakeCluster half = new FakeCluster(launch -> Map.of(COUNT, launch.equals(WANTED) ? 4 : 2));
    half.running(OLD_JOB, Map.of(COUNT, 2));
    RescaleProcess onHalf = new RescaleProcess(half, half, new FakeStateFinder(), clock);

    while (!entry.stage().isFinal()) {
      entry = onHalf.advance(entry);
      clock.advance(Duration.ofMillis(500));
    }

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(entry.cameUpAt()).contains(Map.of(COUNT, 4));
  }

  @Test
  void leavesTheJobAloneWhenNoSavepointCanBeTaken() throws Exception {
    cluster.failStops("directory not writable");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("directory not writable");
    assertThat(cluster.liveJobIds()).containsExactly(OLD_JOB);
  }

  @Test
  void doesNotStartAJobAgainThatFinishedByItself() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.reach(OLD_JOB, JobState.FINISHED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(cluster.liveJobIds()).isEmpty();
  }

  @Test
  void doesNotStartAJobAgainThatItsUserCancelled() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");
    cluster.reach(OLD_JOB, JobState.CANCELED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(cluster.liveJobIds()).isEmpty();
  }

  @Test
  void rescuesAJobThatItsStopKilledFromItsNewestCheckpoint() throws Exception {
    advanceTo(Stage.STOPPING);
    cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-3");
    cluster.reach(OLD_JOB, JobState.FAILED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/chk-3");
  }

  @Test
  void standsStillWhileTheClusterDoesNotAnswer() throws Exception {
    advanceTo(Stage.SUBMITTING);
    RescaleEntry before = entry;
    cluster.beginOutage("GET http://127.0.0.1:1/jobs: refused");

    assertThatThrownBy(() -> process.advance(before)).isInstanceOf(FlinkUnavailableException.class);

    cluster.endOutage();
    runToTheEnd();
    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void neverGivesUpBringingTheFormerParallelismBackAndWaitsLongerEachTime() throws Exception {
    cluster.refuse(launch -> Optional.of("jar is gone"));
    List<Duration> waits = new ArrayList<>();
    while (waits.size() < 9) {
      RescaleEntry next = process.advance(entry);
      if (next.direction() == Direction.BACK
          && next.attempt().number() > entry.attempt().number()) {
        waits.add(next.attempt().current().pause());
      }
      entry = next;
      clock.advance(Duration.ofSeconds(5));
    }
    assertThat(waits.stream().map(Duration::toSeconds))
        .containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 320L, 320L, 320L);

    cluster.refuse(launch -> Optional.empty());
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).hasSize(1);
  }

  @Test
  void launchesEveryAttemptUnderAnIdOfItsOwn() {
    RescaleEntry second = entry.nextAttemptBack(clock.instant(), Duration.ZERO, "refused");

    assertThat(entry.launchedJobId()).matches("[0-9a-f]{32}");
    assertThat(second.launchedJobId()).isNotEqualTo(entry.launchedJobId());
  }

  private void advanceTo(Stage stage) throws FlinkUnavailableException {
    while (entry.stage() != stage) {
      step();
    }
  }

  private void runToTheEnd() throws FlinkUnavailableException {
    while (!entry.stage().isFinal()) {
      step();
    }
    stages.add(entry.stage());
  }

  private void step() throws FlinkUnavailableException {
    if (stages.isEmpty() || stages.get(stages.size() - 1) != entry.stage()) {
      stages.add(entry.stage());
    }
    entry = process.advance(entry);
    clock.advance(Duration.ofSeconds(1));
  }

  private static Launch.Jar launch(String parallelism) {
    return Launches.jar("jar", parallelism);
  }

  private static Map<OperatorId, Integer> parallelism(Launch.Jar launch) {
    return Map.of(COUNT, Integer.parseInt(launch.arguments().get(0)));
  }

  private static RescalePlan plan() {
    return new RescalePlan(
        "WordCount",
        OLD_JOB,
        Decision.Step.SMALL,
        Map.of(COUNT, 2),
        Map.of(COUNT, 6),
        Launches.restart(FORMER, WANTED),
        new TunerState.ContTune(8),
        new RescalePlan.Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3)));
  }
}
