package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.RunFailure;
import io.conttune.core.rescale.SchedulerRescale;
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

class InPlaceStagesTest {
  private static final OperatorId SOURCE = new OperatorId("source");
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String JOB = "0".repeat(32);
  private static final Map<OperatorId, ParallelismRange> FORMER = ranges(2);
  private static final Map<OperatorId, ParallelismRange> WANTED = ranges(6);
  private static final Duration DELAY = Duration.ofSeconds(30);
  private static final Duration START = Duration.ofSeconds(20);
  private static final String CHANGE = "change " + JOB;
  private static final Launch.Jar LAUNCH = Launches.jar("job.jar", "2");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeStateFinder storage = new FakeStateFinder();
  private final FakeCluster cluster =
      new FakeCluster(
          launch -> Map.of(SOURCE, 1, COUNT, Integer.parseInt(launch.arguments().get(0))));
  private final RescaleProcess process = new RescaleProcess(cluster, cluster, storage, clock);
  private final List<Stage> stages = new ArrayList<>();
  private RescaleEntry entry = planned(Optional.of(Launches.restart(LAUNCH, LAUNCH)));

  @BeforeEach
  void aJobRunsOnTheAdaptiveScheduler() {
    cluster.runningAdaptively(JOB, FORMER);
    cluster.checkpoint(JOB, "file:/checkpoints/0/chk-7");
    storage.holds(CapturedState.checkpoint("file:/checkpoints/0/chk-9"));
  }

  @Test
  void goesThroughEveryStageWithoutAnotherRun() throws Exception {
    runToTheEnd();

    assertThat(stages)
        .containsExactly(
            Stage.PLANNED, Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING, Stage.VERIFIED);
    assertThat(cluster.calls()).containsExactly(CHANGE);
    assertThat(cluster.requirements(JOB)).contains(WANTED);
    assertThat(entry.launchedJobId()).isEqualTo(JOB);
    assertThat(entry.timeline().downtime()).contains(Duration.ofMillis(1));
  }

  @Test
  void tellsWhatTheSchedulerSaysOfTheChangeAndOfNoneBefore() throws Exception {
    advanceTo(Stage.REQUESTED);
    Instant asked = entry.timeline().askedAt().orElseThrow();
    cluster.tellHistory(JOB, change(asked.plusMillis(2)), change(asked.minusMillis(1)));

    runToTheEnd();

    assertThat(entry.note())
        .isEqualTo(
            "the job runs and has settled; its scheduler's history: UPDATE_REQUIREMENT, COMPLETED"
                + " (SUCCEEDED) in 1.3 s, slots 2 → 6");
  }

  @Test
  void tellsNoChangeOfTheSchedulerFromBefore() throws Exception {
    advanceTo(Stage.REQUESTED);
    Instant asked = entry.timeline().askedAt().orElseThrow();
    cluster.tellHistory(JOB, change(asked.minusMillis(1)));

    runToTheEnd();

    assertThat(entry.note()).isEqualTo("the job runs and has settled");
  }

  private static SchedulerRescale change(Instant at) {
    return new SchedulerRescale(
        "UPDATE_REQUIREMENT",
        Optional.of(new SchedulerRescale.End("COMPLETED", Optional.of("SUCCEEDED"))),
        at,
        Optional.of(Duration.ofMillis(1_300)),
        Optional.of(new SchedulerRescale.SlotChange(2, 6)));
  }

  @Test
  void changesOnceWhenEveryStepIsRepeatedAfterACrash() throws Exception {
    while (!entry.stage().isFinal()) {
      // The controller dies after the act and before the journal: the old entry is found again.
      process.advance(entry);
      step();
    }

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.calls()).containsExactly(CHANGE);
  }

  @Test
  void changesOnceWhenTheAnswerIsLost() throws Exception {
    advanceTo(Stage.REQUESTING);
    cluster.loseAnswerToNextChange();
    assertThatThrownBy(() -> process.advance(entry)).isInstanceOf(FlinkUnavailableException.class);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.calls()).containsExactly(CHANGE);
  }

  @Test
  void doesNotTakeASchedulerThatCoolsDownForAFailure() throws Exception {
    cluster.holdScheduler();
    advanceTo(Stage.REQUESTED);
    clock.advance(DELAY.plus(START).minusSeconds(2));
    step();
    assertThat(entry.stage()).isEqualTo(Stage.REQUESTED);

    cluster.rescale(JOB);
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
  }

  /** Slots were lost and are there again, but the scheduler has not scaled the job up. */
  @Test
  void tellsTheSchedulerAgainWhatAJobAsksForThatRunsAtFewer() throws Exception {
    cluster.runningAdaptively(JOB, WANTED);
    cluster.rescaleInPlace(JOB, Map.of(SOURCE, 1, COUNT, 2));
    cluster.checkpoint(JOB, "file:/checkpoints/0/chk-7");
    entry = planned(WANTED, Optional.empty());

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.calls()).containsExactly(CHANGE);
  }

  @Test
  void putsTheFormerRequirementsBackWhenTheParallelismDoesNotCome() throws Exception {
    cluster.holdScheduler();
    advanceTo(Stage.REQUESTED);
    clock.advance(DELAY.plus(START));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(stages)
        .containsSubsequence(
            Stage.REQUESTED, Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING, Stage.ROLLED_BACK);
    assertThat(cluster.requirements(JOB)).contains(FORMER);
    assertThat(entry.parallelism()).isEqualTo(Map.of(SOURCE, 1, COUNT, 2));
    assertThat(entry.timeline().downtime()).isEmpty();
  }

  @Test
  void goesBackWhenTheJobFailsWhileItSettles() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.failOver(JOB);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.requirements(JOB)).contains(FORMER);
    assertThat(cluster.calls()).containsExactly(CHANGE, CHANGE);
  }

  @Test
  void takesNothingBackForASingleAnswerFromBeforeTheChange() throws Exception {
    JobCondition before = cluster.condition(JOB);
    advanceTo(Stage.RUNNING);

    entry = new RescaleProcess(answering(before), cluster, storage, clock).advance(entry);
    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.requirements(JOB)).contains(WANTED);
    assertThat(cluster.calls()).containsExactly(CHANGE);
  }

  /** The cluster, but for the condition of the job. */
  private JobRuns answering(JobCondition condition) {
    return new JobRuns() {
      @Override
      public JobCondition condition(String jobId) {
        return condition;
      }

      @Override
      public Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException {
        return cluster.allUpSince(jobId);
      }

      @Override
      public Optional<RunFailure> lastFailure(String jobId) throws FlinkUnavailableException {
        return cluster.lastFailure(jobId);
      }

      @Override
      public Optional<Map<OperatorId, ParallelismRange>> requirements(String jobId)
          throws FlinkUnavailableException {
        return cluster.requirements(jobId);
      }

      @Override
      public Optional<SchedulerRescale> schedulerRescale(String jobId, Instant since)
          throws FlinkUnavailableException {
        return cluster.schedulerRescale(jobId, since);
      }
    };
  }

  @Test
  void doesNothingWhenTheSchedulerRefuses() throws Exception {
    cluster.refuseChanges("parallelism above the max parallelism");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("parallelism above the max parallelism");
    assertThat(cluster.requirements(JOB)).contains(FORMER);
  }

  /** A gateway before the cluster lets a GET through, and no PUT. */
  @Test
  void doesNothingWhenAChangeIsNeverAnswered() throws Exception {
    advanceTo(Stage.REQUESTING);
    cluster.loseRequestsOfChanges("405 Method Not Allowed");
    int refusedSteps = 0;
    while (!entry.stage().isFinal()) {
      try {
        step();
      } catch (FlinkUnavailableException noReply) {
        refusedSteps++;
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(refusedSteps).isLessThan(1000);
    }

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("405 Method Not Allowed");
    assertThat(entry.didNothing()).isTrue();
    assertThat(cluster.requirements(JOB)).contains(FORMER);
  }

  @Test
  void goesOnWithAJobThatWasGoneForAMoment() throws Exception {
    for (Stage stage : List.of(Stage.REQUESTED, Stage.RUNNING)) {
      entry = planned(Optional.of(Launches.restart(LAUNCH, LAUNCH)));
      cluster.runningAdaptively(JOB, FORMER);
      cluster.checkpoint(JOB, "file:/checkpoints/0/chk-7");
      advanceTo(stage);
      cluster.forget(JOB);
      advanceTo(Stage.ENDING);
      step();
      cluster.runningAdaptively(JOB, WANTED);

      runToTheEnd();

      assertThat(entry.stage()).as(stage.name()).isEqualTo(Stage.VERIFIED);
      assertThat(cluster.requirements(JOB)).contains(WANTED);
      assertThat(cluster.liveJobIds()).containsExactly(JOB);
    }
  }

  @Test
  void doesNothingWithoutACompletedCheckpoint() throws Exception {
    FakeCluster young = new FakeCluster(launch -> Map.of());
    young.runningAdaptively(JOB, FORMER);
    RescaleProcess onYoung = new RescaleProcess(young, young, storage, clock);

    while (!entry.stage().isFinal()) {
      entry = onYoung.advance(entry);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("from scratch");
    assertThat(young.calls()).isEmpty();
  }

  @Test
  void doesNothingWhenTheRequirementsHaveChangedSinceItWasPlanned() throws Exception {
    cluster.change(JOB, ranges(3));

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(entry.note()).contains("somebody else");
    assertThat(cluster.calls()).containsExactly(CHANGE);
  }

  @Test
  void leavesAJobAloneThatSomebodyElseRescalesInTheMiddle() throws Exception {
    for (Stage stage : List.of(Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING)) {
      entry = planned(Optional.empty());
      cluster.runningAdaptively(JOB, FORMER);
      cluster.checkpoint(JOB, "file:/checkpoints/0/chk-7");
      advanceTo(stage);
      cluster.change(JOB, ranges(9));

      runToTheEnd();

      assertThat(entry.stage()).as(stage.name()).isEqualTo(Stage.ABANDONED);
      assertThat(entry.note()).contains("somebody else");
      assertThat(cluster.requirements(JOB)).contains(ranges(9));
    }
  }

  @Test
  void leavesAJobAloneThatSomebodyCancels() throws Exception {
    for (Stage stage : List.of(Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING)) {
      entry = planned(Optional.of(Launches.restart(LAUNCH, LAUNCH)));
      cluster.runningAdaptively(JOB, FORMER);
      cluster.checkpoint(JOB, "file:/checkpoints/0/chk-7");
      advanceTo(stage);
      cluster.cancel(JOB);

      runToTheEnd();

      assertThat(entry.stage()).as(stage.name()).isEqualTo(Stage.ABANDONED);
      assertThat(cluster.liveJobIds()).isEmpty();
    }
  }

  @Test
  void startsAJobAgainThatFailsForGoodFromItsNewestCheckpoint() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.checkpoint(JOB, "file:/checkpoints/0/chk-8");
    cluster.reach(JOB, JobState.FAILED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId()).doesNotContain(JOB);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/0/chk-8");
  }

  @Test
  void startsAJobAgainThatTheClusterHasForgottenFromTheStoredState() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.forget(JOB);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.startedFrom(entry.launchedJobId())).isEqualTo("file:/checkpoints/0/chk-9");
  }

  @Test
  void startsNoCopyOfAForgottenJobThatIsThereAgain() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.forget(JOB);
    while (entry.stage() != Stage.SUBMITTING) {
      step();
    }
    cluster.runningAdaptively(JOB, WANTED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.liveJobIds()).containsExactly(JOB);
    assertThat(cluster.requirements(JOB)).contains(FORMER);
  }

  @Test
  void saysThatAJobIsDownWhichItCannotLaunch() throws Exception {
    entry = planned(Optional.empty());
    advanceTo(Stage.REQUESTED);
    cluster.reach(JOB, JobState.FAILED);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.FAILED);
    assertThat(entry.note()).contains("for a person").endsWith("file:/checkpoints/0/chk-7");
    assertThat(entry.state()).contains(CapturedState.checkpoint("file:/checkpoints/0/chk-7"));
  }

  @Test
  void saysThatAJobIsDownOfWhichNothingIsKnown() throws Exception {
    entry = planned(Optional.empty());
    advanceTo(Stage.REQUESTED);
    cluster.forget(JOB);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.FAILED);
    assertThat(entry.note()).contains("for a person").endsWith("newest savepoint or checkpoint");
    assertThat(entry.state()).isEmpty();
  }

  @Test
  void triesForeverToPutTheFormerRequirementsBack() throws Exception {
    advanceTo(Stage.RUNNING);
    cluster.failOver(JOB);
    cluster.refuseChanges("not now");
    for (int steps = 0; steps < 1000; steps++) {
      step();
    }
    assertThat(entry.stage()).isEqualTo(Stage.REQUESTING);
    cluster.acceptChanges();

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
  }

  @Test
  void standsAsItWasWhileTheClusterDoesNotAnswer() throws Exception {
    advanceTo(Stage.REQUESTED);
    RescaleEntry before = entry;
    cluster.beginOutage("connection refused");

    assertThatThrownBy(() -> process.advance(entry)).isInstanceOf(FlinkUnavailableException.class);

    cluster.endOutage();
    runToTheEnd();
    assertThat(before.stage()).isEqualTo(Stage.REQUESTED);
    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
  }

  private RescaleEntry planned(Optional<Rescaling.Restart> restart) {
    return planned(FORMER, restart);
  }

  private RescaleEntry planned(
      Map<OperatorId, ParallelismRange> former, Optional<Rescaling.Restart> restart) {
    RescalePlan plan =
        new RescalePlan(
            "job",
            JOB,
            Decision.Step.BIG,
            Map.of(SOURCE, 1, COUNT, 2),
            Map.of(SOURCE, 1, COUNT, 6),
            new Rescaling.InPlace("as the test says", former, WANTED, DELAY, restart),
            new TunerState.ContTune(16),
            new RescalePlan.Patience(
                START, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(3)));
    return RescaleEntry.planned("a".repeat(32), plan, clock.instant());
  }

  private static Map<OperatorId, ParallelismRange> ranges(int count) {
    return Map.of(SOURCE, new ParallelismRange(1, 1), COUNT, new ParallelismRange(2, count));
  }

  private void advanceTo(Stage stage) throws FlinkUnavailableException {
    for (int steps = 0; entry.stage() != stage; steps++) {
      assertThat(steps).as("steps to %s, now %s", stage, entry).isLessThan(1000);
      step();
    }
  }

  private void runToTheEnd() throws FlinkUnavailableException {
    stages.add(entry.stage());
    for (int steps = 0; !entry.stage().isFinal(); steps++) {
      assertThat(steps).as("steps without an end, now %s", entry).isLessThan(5000);
      step();
    }
  }

  private void step() throws FlinkUnavailableException {
    Stage before = entry.stage();
    entry = process.advance(entry);
    if (entry.stage() != before) {
      stages.add(entry.stage());
    }
    clock.advance(Duration.ofSeconds(1));
  }
}
