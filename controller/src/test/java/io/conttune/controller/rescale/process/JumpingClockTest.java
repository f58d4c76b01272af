package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of day is set while a rescale is under way. It goes on as if nothing had happened. */
class JumpingClockTest {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String OLD_JOB = "0".repeat(32);
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final int STEPS_UNTIL_UP = 20;

  /** A way by which a job comes to another parallelism. */
  enum Way {
    JAR,
    CHECKPOINT,
    COMMAND,
    IN_PLACE
  }

  /** A rescale that comes up ten seconds after its launch, on a cluster of its own. */
  private static final class Rescale {
    final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    final FakeCluster cluster =
        new FakeCluster(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));
    final Way way;
    RescaleProcess process;
    RescaleEntry entry;
    private int stepsToUp = STEPS_UNTIL_UP;

    Rescale(Way way) {
      this.way = way;
      restartService();
      entry = RescaleEntry.planned("a".repeat(32), plan(way), clock.instant());
      if (way == Way.IN_PLACE) {
        cluster.runningAdaptively(OLD_JOB, ranges(2));
        cluster.holdScheduler();
      } else {
        cluster.running(OLD_JOB, Map.of(COUNT, 2));
        cluster.fate(launch -> isWanted(launch) ? Fate.STAYS_SCHEDULED : Fate.COMES_UP);
      }
      if (way == Way.COMMAND) {
        cluster.claimLaunches();
      }
      cluster.checkpoint(OLD_JOB, "file:/checkpoints/chk-7");
    }

    void restartService() {
      process = new RescaleProcess(cluster, cluster, new FakeStateFinder(), clock);
    }

    /** The run never comes up. */
    void staysDown() {
      stepsToUp = Integer.MAX_VALUE;
    }

    void step() throws FlinkUnavailableException {
      entry = process.advance(entry);
      clock.advance(STEP);
      boolean isComingUp = entry.stage() == Stage.SUBMITTED || entry.stage() == Stage.REQUESTED;
      if (isComingUp && --stepsToUp == 0) {
        comeUp();
      }
    }

    private void comeUp() {
      if (way == Way.IN_PLACE) {
        cluster.rescale(OLD_JOB);
      } else {
        cluster.be(entry.launchedJobId(), Subtasks.ALL_UP);
      }
    }

    void advanceTo(Stage stage) throws FlinkUnavailableException {
      for (int steps = 0; entry.stage() != stage; steps++) {
        assertThat(steps).as("steps, now at %s", entry).isLessThan(1000);
        step();
      }
    }

    /** Time that it takes from now to its end, while this happens before each step. */
    Duration runToTheEnd(Consumer<SettableClock> beforeStep) throws FlinkUnavailableException {
      Duration begin = clock.elapsed();
      for (int steps = 0; !entry.stage().isFinal(); steps++) {
        assertThat(steps).as("steps, now at %s", entry).isLessThan(1000);
        beforeStep.accept(clock);
        step();
      }
      return clock.elapsed().minus(begin);
    }

    private static boolean isWanted(Launch.Jar launch) {
      return launch.arguments().contains("6");
    }

    private static Map<OperatorId, ParallelismRange> ranges(int count) {
      return Map.of(COUNT, new ParallelismRange(1, count));
    }

    private static RescalePlan plan(Way way) {
      Capture capture = way == Way.CHECKPOINT ? Capture.CHECKPOINT : Capture.SAVEPOINT;
      Rescaling.Restart restart =
          Launches.restart(capture, Launches.jar("jar", "2"), Launches.jar("jar", "6"));
      return new RescalePlan(
          "WordCount",
          OLD_JOB,
          Decision.Step.SMALL,
          Map.of(COUNT, 2),
          Map.of(COUNT, 6),
          way == Way.IN_PLACE
              ? new Rescaling.InPlace(
                  "adaptive", ranges(2), ranges(6), Duration.ofSeconds(3), Optional.of(restart))
              : restart,
          new TunerState.ContTune(8),
          new RescalePlan.Patience(
              START_TIMEOUT, Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(3)));
    }
  }

  static Stream<Arguments> waysAndStages() {
    return Stream.of(Way.values())
        .flatMap(
            way ->
                stages(way)
                    .flatMap(
                        stage -> Stream.of(arguments(way, stage, 1), arguments(way, stage, -1))));
  }

  private static Stream<Stage> stages(Way way) {
    return way == Way.IN_PLACE
        ? Stream.of(Stage.PLANNED, Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING)
        : Stream.of(
            Stage.PLANNED,
            Stage.STOPPING,
            Stage.STOPPED,
            Stage.SUBMITTING,
            Stage.SUBMITTED,
            Stage.RUNNING);
  }

  @ParameterizedTest
  @MethodSource("waysAndStages")
  void changesNothingOfARescaleAtAnyStage(Way way, Stage stage, int hours) throws Exception {
    Rescale undisturbed = new Rescale(way);
    undisturbed.advanceTo(stage);
    Rescale rescale = new Rescale(way);
    rescale.advanceTo(stage);

    rescale.clock.jump(Duration.ofHours(hours));

    assertThat(rescale.runToTheEnd(clock -> {})).isEqualTo(undisturbed.runToTheEnd(clock -> {}));
    assertThat(rescale.entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(rescale.cluster.calls()).isEqualTo(undisturbed.cluster.calls());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void aRunHasItsWholeTimeToComeUpAndNoMore(int hours) throws Exception {
    Rescale rescale = new Rescale(Way.JAR);
    rescale.staysDown();
    rescale.advanceTo(Stage.SUBMITTED);
    Duration accepted = rescale.clock.elapsed();

    rescale.clock.jump(Duration.ofHours(hours));
    rescale.advanceTo(Stage.ENDING);

    assertThat(rescale.clock.elapsed().minus(accepted))
        .isBetween(START_TIMEOUT, START_TIMEOUT.plus(STEP));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void theWayBackWaitsForItsPauseAndNoLonger(int hours) throws Exception {
    Rescale rescale = new Rescale(Way.JAR);
    rescale.cluster.refuse(launch -> Optional.of("no slots"));
    while (rescale.entry.attempt().number() < 2) {
      rescale.step();
    }
    Duration refused = rescale.clock.elapsed().minus(STEP);

    rescale.clock.jump(Duration.ofHours(hours));
    while (rescale.entry.attempt().number() < 3) {
      rescale.step();
    }

    assertThat(rescale.clock.elapsed().minus(refused))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(10).plus(STEP));
  }

  @ParameterizedTest
  @MethodSource("waysAndStages")
  void afterARestartOfTheServiceEachStageHasItsWholeTime(Way way, Stage stage, int hours)
      throws Exception {
    Rescale rescale = new Rescale(way);
    rescale.advanceTo(stage);

    rescale.clock.jump(Duration.ofHours(hours));
    rescale.restartService();

    assertThat(rescale.runToTheEnd(clock -> {})).isLessThan(Duration.ofMinutes(1));
    assertThat(rescale.entry.stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void aRunThatWasComingUpWhenTheServiceEndedIsGivenItsTimeAnew() throws Exception {
    Rescale rescale = new Rescale(Way.JAR);
    rescale.staysDown();
    rescale.advanceTo(Stage.SUBMITTED);
    rescale.clock.advance(START_TIMEOUT.multipliedBy(10));
    rescale.restartService();
    Duration restarted = rescale.clock.elapsed();

    rescale.advanceTo(Stage.ENDING);

    assertThat(rescale.clock.elapsed().minus(restarted))
        .isBetween(START_TIMEOUT, START_TIMEOUT.plus(STEP.multipliedBy(2)));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void changesNothingWhenItJumpsAtAnyMomentAndBothWays(Way way) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      boolean comesUp = random.nextBoolean();
      Rescale undisturbed = new Rescale(way);
      Rescale rescale = new Rescale(way);
      if (!comesUp) {
        List.of(undisturbed, rescale).forEach(Rescale::staysDown);
      }

      Duration took = rescale.runToTheEnd(clock -> jumpSometimes(clock, random));

      assertThat(took)
          .as("seed %s, round %s", seed, round)
          .isEqualTo(undisturbed.runToTheEnd(clock -> {}));
      assertThat(rescale.entry.stage())
          .as("seed %s, round %s", seed, round)
          .isEqualTo(undisturbed.entry.stage())
          .isEqualTo(comesUp ? Stage.VERIFIED : Stage.ROLLED_BACK);
      assertThat(rescale.cluster.calls())
          .as("seed %s, round %s", seed, round)
          .isEqualTo(undisturbed.cluster.calls());
    }
  }

  private static void jumpSometimes(SettableClock clock, Random random) {
    if (random.nextInt(5) == 0) {
      clock.jump(Duration.ofMillis(random.nextLong(-7_200_000, 7_200_000)));
    }
  }
}
