package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.controller.loop.StepOutcome.LateLaunchStep;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However a launch goes wrong, the controller leaves one run of the job, and never one beside a
 * person's.
 */
final class SecondCopyTest {
  private static final String BY_HAND = "e".repeat(32);

  private final TunedJob job = TunedJob.wantingMore();

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileTheControllerWasAway() {
    stepToSubmitting();
    job.cluster.running(BY_HAND, TunedJob.FORMER);

    job.start();

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyIsStarting() {
    stepToSubmitting();
    job.cluster.running(BY_HAND, Map.of());
    job.cluster.reach(BY_HAND, JobState.TRANSITIONAL);

    job.start();

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileFlinkDidNotAnswer() {
    stepToSubmitting();
    job.cluster.beginOutage("refused");
    job.stepTo(StepOutcome.Unreachable.class);
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.endOutage();

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileTheStoreDidNotAnswer() {
    FailingJournal journal = new FailingJournal(job.store);
    job.stores = JobStores.in(job.store).withJournal(present -> journal);
    job.start();
    stepToSubmitting();
    journal.fails = true;
    assertThatThrownBy(job::step).isInstanceOf(StoreUnavailableException.class);
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    journal.fails = false;

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileTheControllerWasSuspended() {
    stepToSubmitting();
    job.clock.advance(Duration.ofSeconds(11));
    job.cluster.running(BY_HAND, TunedJob.FORMER);

    leavesTheJobToWhoeverStartedIt();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void followsAJobThatGetsAnotherIdWhileItSettlesInPlace(boolean canBeLaunched) {
    job.planner.planInPlace(canBeLaunched);
    job.cluster.runningAdaptively(TunedJob.FIRST_RUN, FakeRescalePlanner.ranges(TunedJob.FORMER));
    job.cluster.checkpoint(TunedJob.FIRST_RUN, "file:/checkpoints/chk-1");
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != Stage.RUNNING) {
      job.step();
    }
    givesItsJobAnotherId(TunedJob.FIRST_RUN, TunedJob.WANTED);

    leavesTheJobToWhoeverStartedIt();

    job.stepTo(Decided.class);
    assertThat(job.cluster.liveJobIds()).containsExactly(BY_HAND);
  }

  @Test
  void followsAJobThatGetsAnotherIdWhileItIsStopped() {
    job.cluster.failStops("busy");
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != Stage.STOPPING) {
      job.step();
    }
    givesItsJobAnotherId(TunedJob.FIRST_RUN, TunedJob.FORMER);

    leavesTheJobToWhoeverStartedIt();
  }

  private void givesItsJobAnotherId(String former, Map<OperatorId, Integer> parallelism) {
    job.cluster.forget(former);
    job.cluster.running(BY_HAND, parallelism);
  }

  private void stepToSubmitting() {
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != Stage.SUBMITTING) {
      job.step();
    }
  }

  private void leavesTheJobToWhoeverStartedIt() {
    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(end.note()).contains(BY_HAND);
    assertThat(job.cluster.liveJobIds()).containsExactly(BY_HAND);
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileItsLaunchesFailed() {
    job.cluster.refuse(launch -> Optional.of("the jar is gone"));
    job.stepTo(Decided.class);
    while (job.newestRescale().attempt().number() < 3) {
      job.step();
    }
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.refuse(launch -> Optional.empty());

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(job.cluster.liveJobIds()).containsExactly(BY_HAND);
  }

  @Test
  void takesWhatALaunchCompletedThatArrivesAfterItWasRefused() {
    job.cluster.refuse(launch -> Optional.of("timed out"));
    job.stepTo(Decided.class);
    while (job.newestRescale().attempt().number() < 2) {
      job.step();
    }
    String late = job.newestRescale().launchedJobId(1);
    job.cluster.running(late, TunedJob.FORMER);
    job.cluster.checkpoint(late, "file:/checkpoints/chk-1");
    job.cluster.refuse(launch -> Optional.empty());

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
    assertThat(job.cluster.startedFrom(end.launchedJobId())).isEqualTo("file:/checkpoints/chk-1");
  }

  /** A controller that was suspended just before it sent it, say, sends it when it wakes up. */
  @Test
  void endsALaunchThatArrivesWhenTheRescaleIsOver() {
    job.cluster.refuse(
        launch -> TunedJob.isWanted(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.stepTo(Decided.class);

    job.cluster.running(end.launchedJobId(0), TunedJob.WANTED);
    StepOutcome found = job.step();
    assertThat(job.cluster.liveJobIds())
        .as("nothing is done before it is told")
        .contains(end.launchedJobId(0));
    StepOutcome cancelled = job.step();

    assertThat(found)
        .isEqualTo(
            new StepOutcome.LateLaunch(
                end.launchedJobId(0), job.newestRescale(), LateLaunchStep.FOUND));
    assertThat(cancelled)
        .isEqualTo(
            new StepOutcome.LateLaunch(
                end.launchedJobId(0), job.newestRescale(), LateLaunchStep.CANCELLED));
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId(1));
    job.stepTo(Decided.class);
  }

  @Test
  void endsALaunchThatArrivesWhenTheJobIsGone() {
    job.cluster.refuse(
        launch -> TunedJob.isWanted(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.cluster.reach(end.launchedJobId(), JobState.CANCELED);
    job.stepTo(StepOutcome.Waiting.class);

    job.cluster.running(end.launchedJobId(0), TunedJob.WANTED);
    job.stepTo(StepOutcome.LateLaunch.class);
    job.stepTo(StepOutcome.LateLaunch.class);

    assertThat(job.cluster.liveJobIds()).isEmpty();
    assertThat(job.step()).isInstanceOf(StepOutcome.Waiting.class);
  }

  @Test
  void startsNoCopyBesideALaunchThatWasGivenUpLongAgo() {
    job.cluster.refuse(launch -> Optional.of("the jar is gone"));
    job.stepTo(Decided.class);
    while (job.newestRescale().attempt().number() < 5) {
      job.step();
    }
    String first = job.newestRescale().launchedJobId(0);
    job.cluster.running(first, TunedJob.WANTED);
    job.cluster.refuse(launch -> Optional.empty());

    job.stepTo(StepOutcome.LateLaunch.class);
    job.stepTo(StepOutcome.LateLaunch.class);
    assertThat(job.cluster.liveJobIds()).isEmpty();

    RescaleEntry end = job.finishRescale();
    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
  }

  @Test
  void leavesTwoJobsOfItsNameToAPerson() {
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();

    job.cluster.running(BY_HAND, TunedJob.FORMER);

    assertThat(job.stepTo(StepOutcome.Waiting.class)).isNotNull();
    assertThat(job.cluster.liveJobIds()).containsExactlyInAnyOrder(BY_HAND, end.launchedJobId());
  }
}
