package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards keep the controller from stopping a job that is short, on a real Flink. */
final class GuardsTest {
  @TempDir private static Path directory;
  private static FlinkFixture flink;
  private static WordCountRun words;
  private static String jobId;

  @BeforeAll
  static void startAJobThatIsShort() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
    // 120 words/s at 80 words/s and subtask.
    words = WordCountRun.starting("WordCount", 30, 80, directory);
    jobId = flink.run(words.arguments(1, 1));
    flink.awaitCheckpoint(jobId);
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @AfterEach
  void theJobGoesOnUntouched() throws FlinkUnavailableException {
    assertThat(flink.liveJobs(words.name())).containsExactly(jobId);
    assertThat(flink.parallelism(jobId, "count")).isEqualTo(1);
  }

  @Test
  void modeRecommendOnlyRecords() throws FlinkUnavailableException {
    SteppedController controller =
        new SteppedController(TestConfig.of(flink, words, 3).with(Mode.RECOMMEND).config());

    DecisionRecord record = controller.untilDecided(Outcome.RECOMMENDED);

    assertThat(record.decision()).isInstanceOf(Decision.Rescale.class);
    assertThat(((Decision.Rescale) record.decision()).parallelism())
        .containsEntry(vertex("count"), 3);
    assertThat(controller.decisions()).contains(record);
    assertThat(controller.rescales()).isEmpty();
  }

  @Test
  void jarMustBeOnTheCluster() {
    assertThat(guards(TestConfig.of(flink, words, 3).withJar("other-word-count.jar")))
        .containsExactly(
            "no jar other-word-count.jar on this cluster, which has conttune-jobs.jar; upload it, or"
                + " give its file as rescale.jar-file");
  }

  @Test
  void argumentsMustSetTheParallelismThatIsWanted() {
    // The placeholder is there, but as the number of keys.
    List<String> elsewhere =
        words.arguments(1, 1).stream()
            .map(argument -> argument.equals("2000") ? "${parallelism:count}" : argument)
            .toList();

    assertThat(guards(TestConfig.of(flink, words, 3).withArguments(elsewhere)))
        .singleElement()
        .asString()
        .startsWith("the arguments do not set the parallelism that is wanted (count")
        .contains("1 instead of 3");
  }

  @Test
  void anOperatorWithoutAPlaceholderKeepsItsParallelism() {
    List<String> splitterOnly = words.arguments("1", "${parallelism:splitter}", "1");
    SteppedController controller =
        new SteppedController(TestConfig.of(flink, words, 3).withArguments(splitterOnly).config());

    DecisionRecord record = controller.untilDecided(Outcome.values());

    assertThat(record.outcome()).isEqualTo(Outcome.HELD);
    assertThat(((Decision.Hold) record.decision()).cause()).isEqualTo(Decision.HoldReason.AT_LIMIT);
    assertThat(record.decision().evidence().notes())
        .anyMatch(note -> note.contains("no ${parallelism:<operator>} in rescale.arguments"));
  }

  @Test
  void argumentsMustBeTakenByTheProgram() {
    List<String> unknown = words.arguments("1", "1", "three${parallelism:count}");

    assertThat(guards(TestConfig.of(flink, words, 3).withArguments(unknown)))
        .singleElement()
        .asString()
        .startsWith("the dry run of the new launch failed with status ")
        .contains("three3");
  }

  @Test
  void jobMustKeepItsVertices() throws IOException, FlinkUnavailableException {
    String other = flink.rest().upload(OtherJob.writeJar(directory));
    try {
      assertThat(guards(TestConfig.of(flink, words, 3).withJar(other)))
          .singleElement()
          .asString()
          .startsWith("with the new launch the job would have the job vertices ")
          .contains(vertex("count").value());
    } finally {
      flink.rest().send("DELETE", "/jars/" + other, Optional.empty());
    }
  }

  @Test
  void slotsMustBeThere() throws FlinkUnavailableException {
    Planning planning = PlanRequests.plan(flink, TestConfig.of(flink, words, 33), jobId, 33);

    assertThat(planning)
        .isEqualTo(
            new Planning.Obstructed(
                List.of(
                    "the job needs 33 slots in one slot-sharing group and may use 32"
                        + " (its own 1 and 31 free); add TaskManagers, or set parallelism.slots"
                        + " where the cluster adds them by itself")));
  }

  private static List<String> guards(TestConfig config) {
    SteppedController controller = new SteppedController(config.config());
    DecisionRecord record = controller.untilDecided(Outcome.REFUSED, Outcome.STARTED);
    assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(controller.decisions()).contains(record);
    assertThat(controller.rescales()).isEmpty();
    return record.guards();
  }

  private static OperatorId vertex(String operator) throws FlinkUnavailableException {
    return new OperatorId(flink.vertexId(jobId, operator));
  }
}
