package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeDeployments;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator is the test: it ends and starts runs when a deployment has changed. */
class DeploymentStagesTest {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String OLD = "0".repeat(32);
  private static final String NEW = "1".repeat(32);
  private static final DeploymentName SHOP = new DeploymentName("streams", "shop");
  private static final DeploymentParallelism FORMER = new DeploymentParallelism(2, Map.of());
  private static final DeploymentParallelism WANTED = FORMER.overriding(Map.of(COUNT, 6));
  private static final Duration DELAY = Duration.ofSeconds(30);
  private static final Duration START = Duration.ofSeconds(20);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeCluster cluster = new FakeCluster(launch -> Map.of());
  private final FakeDeployments deployments = new FakeDeployments(SHOP, FORMER, OLD);
  private final RescaleProcess process =
      new RescaleProcess(cluster, cluster, new FakeStateFinder(), deployments, clock);
  private RescaleEntry entry = planned();

  @BeforeEach
  void aJobRuns() {
    cluster.running(OLD, Map.of(COUNT, 2));
  }

  @Test
  void leavesTheStopAndTheStartToTheOperator() throws Exception {
    advanceTo(Stage.REQUESTED);
    restartAs(NEW, 6);
    advanceTo(Stage.VERIFIED);

    assertThat(deployments.changes()).containsExactly(WANTED);
    assertThat(cluster.calls()).isEmpty();
    assertThat(entry.launchedJobId()).isEqualTo(NEW);
    assertThat(entry.concerns(NEW)).isTrue();
  }

  @Test
  void knowsTheSameRunAgainAfterAnUpgradeFromTheLastState() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.rescaleInPlace(OLD, Map.of(COUNT, 6));
    advanceTo(Stage.VERIFIED);

    assertThat(entry.launchedJobId()).isEqualTo(OLD);
  }

  @Test
  void timesTheJobFromWhenItIsSeenDown() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.reach(OLD, JobState.FINISHED);
    step();
    assertThat(entry.timeline().down()).isPresent();
    assertThat(entry.timeline().up()).isEmpty();

    cluster.running(NEW, Map.of(COUNT, 6));
    deployments.runs(NEW);
    advanceTo(Stage.VERIFIED);

    assertThat(entry.timeline().up()).isPresent();
  }

  @Test
  void doesNotTimeAFailureBeforeTheOperatorActs() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.beginOutage("connection refused");
    step();
    assertThat(entry.timeline().down()).isPresent();

    cluster.endOutage();
    step();

    assertThat(entry.timeline().down()).isEmpty();
    assertThat(entry.timeline().askedAt()).isPresent();
  }

  @Test
  void waitsWhileFlinkIsAwayWithItsJobManager() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.beginOutage("connection refused");
    step();
    assertThat(entry.stage()).isEqualTo(Stage.REQUESTED);

    cluster.endOutage();
    restartAs(NEW, 6);
    advanceTo(Stage.VERIFIED);

    assertThat(deployments.changes()).containsExactly(WANTED);
  }

  @Test
  void changesOnceWhenEveryStepIsRepeatedAfterACrash() throws Exception {
    while (!entry.stage().isFinal()) {
      if (entry.stage() == Stage.REQUESTED && entry.launchedJobId().equals(OLD)) {
        restartAs(NEW, 6);
      }
      process.advance(entry);
      step();
    }

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(deployments.changes()).containsExactly(WANTED);
  }

  @Test
  void changesOnceWhenTheAnswerIsLost() throws Exception {
    advanceTo(Stage.REQUESTING);
    deployments.loseAnswerToNextChange();
    assertThatThrownBy(() -> process.advance(entry)).isInstanceOf(FlinkUnavailableException.class);

    advanceTo(Stage.REQUESTED);

    assertThat(deployments.changes()).containsExactly(WANTED);
  }

  @Test
  void takesTheChangeBackWhereTheOperatorDoesNothing() throws Exception {
    advanceTo(Stage.REQUESTED);
    clock.advance(DELAY.plus(START).minusSeconds(2));
    step();
    assertThat(entry.stage()).isEqualTo(Stage.REQUESTED);

    advanceTo(Stage.ROLLED_BACK);

    assertThat(deployments.changes()).containsExactly(WANTED, FORMER);
    assertThat(entry.attempt().setback().orElseThrow())
        .contains("runs at parallelism {count=2}", "the operator says: as the test says");
    assertThat(cluster.liveJobIds()).containsExactly(OLD);
    assertThat(entry.cameUpAt()).isEmpty();
  }

  @Test
  void takesBackAChangeThatFlinkDoesNotHonour() throws Exception {
    advanceTo(Stage.REQUESTED);
    restartAs(NEW, 3);
    advanceTo(Stage.REQUESTING);
    assertThat(entry.cameUpAt()).contains(Map.of(COUNT, 3));

    advanceTo(Stage.REQUESTED);
    restartAs("2".repeat(32), 2);
    advanceTo(Stage.ROLLED_BACK);

    assertThat(deployments.changes()).containsExactly(WANTED, FORMER);
    assertThat(entry.launchedJobId()).isEqualTo("2".repeat(32));
  }

  @Test
  void takesBackAChangeWhoseRunFailsWhileItSettles() throws Exception {
    advanceTo(Stage.REQUESTED);
    restartAs(NEW, 6);
    advanceTo(Stage.RUNNING);
    cluster.failOver(NEW);
    advanceTo(Stage.REQUESTED);
    restartAs(OLD, 2);
    advanceTo(Stage.ROLLED_BACK);

    assertThat(deployments.changes()).containsExactly(WANTED, FORMER);
  }

  @Test
  void keepsTryingToTakeAChangeBackThatIsRefused() throws Exception {
    advanceTo(Stage.REQUESTED);
    cluster.reach(OLD, JobState.FINISHED);
    advanceTo(Stage.REQUESTING);
    deployments.refuse(Optional.of("403"));
    for (int steps = 0; steps < 50; steps++) {
      step();
    }
    assertThat(entry.stage()).isEqualTo(Stage.REQUESTING);

    deployments.refuse(Optional.empty());
    advanceTo(Stage.REQUESTED);
    restartAs(NEW, 2);
    advanceTo(Stage.ROLLED_BACK);
  }

  @Test
  void doesNothingWhereTheChangeIsRefused() throws Exception {
    deployments.refuse(Optional.of("no verb patch"));

    advanceTo(Stage.ABANDONED);

    assertThat(entry.didNothing()).isTrue();
    assertThat(entry.note()).contains("nothing was done: no verb patch");
  }

  @Test
  void doesNothingWhereAnObstacleHasComeUpSinceThePlan() throws Exception {
    deployments.plantObstacles("spec.job.upgradeMode is stateless");

    advanceTo(Stage.ABANDONED);

    assertThat(deployments.changes()).isEmpty();
    assertThat(entry.note()).isEqualTo("spec.job.upgradeMode is stateless; nothing was done");
  }

  @Test
  void doesNothingToAJobThatNoLongerRuns() throws Exception {
    cluster.reach(OLD, JobState.FINISHED);

    advanceTo(Stage.ABANDONED);

    assertThat(deployments.changes()).isEmpty();
  }

  @Test
  void leavesTheChangeOfSomebodyElseAlone() throws Exception {
    advanceTo(Stage.REQUESTED);
    deployments.set(FORMER.ofJob(9));

    advanceTo(Stage.ABANDONED);

    assertThat(deployments.changes()).containsExactly(WANTED);
    assertThat(entry.note()).contains("changed by somebody else, to parallelism 9");
  }

  @Test
  void leavesAJobAloneWhoseDeploymentIsDeleted() throws Exception {
    advanceTo(Stage.REQUESTED);
    deployments.hide("there is no FlinkDeployment", true);

    advanceTo(Stage.ABANDONED);

    assertThat(entry.note()).isEqualTo("there is no FlinkDeployment; not by this rescale");
  }

  @Test
  void waitsForADeploymentThatItMayNotSeeForAWhile() throws Exception {
    advanceTo(Stage.REQUESTED);
    deployments.hide("403", false);
    assertThatThrownBy(() -> process.advance(entry)).hasMessage("403");

    deployments.show();
    restartAs(NEW, 6);
    advanceTo(Stage.VERIFIED);
  }

  @Test
  void neverCancelsARunOfTheOperator() throws Exception {
    advanceTo(Stage.REQUESTED);
    restartAs(NEW, 3);
    advanceTo(Stage.REQUESTING);
    deployments.set(FORMER.ofJob(9));
    advanceTo(Stage.ABANDONED);

    assertThat(entry.hasGivenUp(NEW)).isFalse();
    assertThat(entry.hasGivenUp(OLD)).isFalse();
  }

  private void restartAs(String jobId, int count) {
    for (String live : cluster.liveJobIds()) {
      cluster.reach(live, JobState.FINISHED);
    }
    cluster.running(jobId, Map.of(COUNT, count));
    deployments.runs(jobId);
  }

  private RescaleEntry planned() {
    RescalePlan plan =
        new RescalePlan(
            "job",
            OLD,
            Decision.Step.BIG,
            Map.of(COUNT, 2),
            Map.of(COUNT, 6),
            new Rescaling.ByDeployment("as the test says", SHOP, FORMER, WANTED, DELAY),
            new TunerState.ContTune(16),
            new RescalePlan.Patience(
                START, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(3)));
    return RescaleEntry.planned("a".repeat(32), plan, clock.instant());
  }

  private void advanceTo(Stage stage) throws FlinkUnavailableException {
    for (int steps = 0; entry.stage() != stage; steps++) {
      assertThat(steps).as("steps to %s, now %s", stage, entry).isLessThan(1000);
      step();
    }
  }

  private void step() throws FlinkUnavailableException {
    entry = process.advance(entry);
    clock.advance(Duration.ofSeconds(1));
  }
}
