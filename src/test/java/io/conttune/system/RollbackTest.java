package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.JumpingClock;
import io.conttune.flink.RescaleProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new parallelism that does not come up, on a real Flink: the job goes on as if untouched. */
@Order(2)
final class RollbackTest {
  /** Two task managers of 16 slots: one more than there are. */
  private static final int TOO_MANY = 33;

  @TempDir private static Path directory;
  private static FlinkFixture flink;

  @BeforeAll
  static void startFlink() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @Test
  void bringsTheJobBackFromTheSavepointWhenTheLaunchIsRefused()
      throws IOException, FlinkUnavailableException {
    WordCountRun words = WordCountRun.starting("refused", 50, 1000, directory);
    String jobId = flink.run(WordCountRun.failingAt(3, words.arguments(1, 2)));
    TestConfig config =
        TestConfig.of(flink, words, 3).withArguments(WordCountRun.failingAt(3, words.template()));

    RescaleEntry last = rescale(planned(config, jobId, 3));

    assertThat(last.stage()).as(last.note()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(last.attempt().number()).isEqualTo(1);
    assertThat(flink.parallelism(last.launchedJobId(), "count")).isEqualTo(2);
    String savepoint = stopSavepoint(jobId);
    assertThat(last.state()).map(CapturedState::path).contains(savepoint);
    assertThat(flink.restoredFrom(last.launchedJobId())).isEqualTo(savepoint);
    assertGoesOnUntilAllIsCounted(words, last.launchedJobId());
  }

  @Test
  void bringsTheJobBackWhenTheNewParallelismGetsNoSlots()
      throws IOException, FlinkUnavailableException {
    WordCountRun words = WordCountRun.starting("too-large", 50, 1000, directory);
    String jobId = flink.run(words.arguments(1, 2));
    TestConfig config =
        TestConfig.of(flink, words, TOO_MANY)
            .with(new SlotLimit.Given(TOO_MANY), Duration.ofSeconds(5));
    RescaleEntry planned = planned(config, jobId, TOO_MANY);

    RescaleEntry last = rescale(planned);

    assertThat(last.stage()).as(last.note()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(flink.state(planned.launchedJobId())).isEqualTo("CANCELED");
    assertThat(flink.restoredFrom(last.launchedJobId())).isEqualTo(stopSavepoint(jobId));
    assertGoesOnUntilAllIsCounted(words, last.launchedJobId());
  }

  @Test
  void doesNotGiveUpANewParallelismBecauseTheTimeOfDayJumps()
      throws IOException, FlinkUnavailableException {
    WordCountRun words = WordCountRun.starting("jumping", 50, 1000, directory);
    String jobId = flink.run(words.arguments(1, 2));
    JumpingClock clock = new JumpingClock();
    List<Duration> jumps = List.of(Duration.ofHours(-1), Duration.ofHours(1));
    List<Stage> stages = new ArrayList<>();

    RescaleEntry last =
        rescale(
            planned(TestConfig.of(flink, words, 3), jobId, 3),
            RescaleProcesses.of(flink.rest(), clock),
            stage -> {
              clock.jump(jumps.get(stages.size() % 2));
              stages.add(stage);
            });

    assertThat(last.stage()).as(last.note()).isEqualTo(Stage.VERIFIED);
    assertThat(last.attempt().number()).as("launches that were given up").isZero();
    assertThat(stages)
        .containsExactly(
            Stage.STOPPING,
            Stage.STOPPED,
            Stage.SUBMITTING,
            Stage.SUBMITTED,
            Stage.RUNNING,
            Stage.VERIFIED);
    assertGoesOnUntilAllIsCounted(words, last.launchedJobId());
  }

  @Test
  void aControllerThatWasRefusedBringsTheJobBackAndLeavesItAlone()
      throws IOException, FlinkUnavailableException {
    // 120 words/s at 80 words/s and subtask: one is short, two would do.
    WordCountRun words = WordCountRun.starting("tuned", 30, 80, directory);
    String jobId = flink.run(WordCountRun.failingAt(2, words.arguments(1, 1)));
    TestConfig config =
        TestConfig.of(flink, words, 2).withArguments(WordCountRun.failingAt(2, words.template()));
    SteppedController controller = new SteppedController(config.config());

    DecisionRecord started = controller.untilDecided(Outcome.STARTED);
    RescaleEntry rescale = controller.untilRescaled();
    DecisionRecord next = controller.untilDecided(Outcome.STARTED, Outcome.REFUSED);

    assertThat(started.jobId()).isEqualTo(jobId);
    assertThat(rescale.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(flink.parallelism(rescale.launchedJobId(), "count")).isEqualTo(1);
    assertThat(next.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(next.guards())
        .singleElement()
        .asString()
        .startsWith("left alone until ")
        .contains("ROLLED_BACK");
    assertThat(next.decision()).isInstanceOf(Decision.Rescale.class);
    assertThat(controller.rescales()).containsExactly(Stage.ROLLED_BACK);
    // Its user may still rescale it, past the parallelism that fails; that also ends it sooner.
    RescaleEntry last = rescale(planned(config, rescale.launchedJobId(), 3));
    assertThat(last.stage()).isEqualTo(Stage.VERIFIED);
    assertGoesOnUntilAllIsCounted(words, last.launchedJobId());
  }

  private static void assertGoesOnUntilAllIsCounted(WordCountRun words, String jobId)
      throws IOException, FlinkUnavailableException {
    assertThat(flink.liveJobs(words.name())).isSubsetOf(jobId);
    WordCountRun all = words.endSoon();
    flink.awaitState(jobId, "FINISHED");
    assertThat(all.audit()).isEqualTo(all.flawless());
  }

  private RescaleEntry rescale(RescaleEntry planned) {
    return rescale(planned, RescaleProcesses.of(flink.rest()), stage -> {});
  }

  private RescaleEntry rescale(
      RescaleEntry planned, RescaleProcess process, Consumer<Stage> atEachStage) {
    RescaleEntry[] entry = {planned};
    await()
        .atMost(FlinkFixture.DEADLINE)
        .until(
            () -> {
              Stage before = entry[0].stage();
              entry[0] = process.advance(entry[0]);
              if (entry[0].stage() != before) {
                atEachStage.accept(entry[0].stage());
              }
              return entry[0].stage().isFinal();
            });
    return entry[0];
  }

  private static String stopSavepoint(String jobId) throws FlinkUnavailableException {
    Present stopped = (Present) new RestJobRuns(flink.rest()).condition(jobId);
    return stopped.stopSavepoint().orElseThrow();
  }

  /** What the planner makes of a wish for this parallelism of the count. */
  private static RescaleEntry planned(TestConfig config, String jobId, int count)
      throws FlinkUnavailableException {
    flink.awaitCheckpoint(jobId);
    Planning planning = PlanRequests.plan(flink, config, jobId, count);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return RescaleEntry.planned(
        UUID.randomUUID().toString().replace("-", ""),
        ((Planning.Planned) planning).plan(),
        Instant.now());
  }
}
