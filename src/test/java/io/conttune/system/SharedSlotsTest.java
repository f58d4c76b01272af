package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.controller.config.files.JobConfigYaml;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs of one service want the last free slot of a real Flink at the same time. */
@Order(5)
final class SharedSlotsTest {
  private static final int SLOTS =
      EmbeddedFlink.TASK_MANAGERS * EmbeddedFlink.SLOTS_PER_TASK_MANAGER;

  private static final int MOST = 8;

  /** What says that a job was stopped for slots that were not there. */
  private static final Set<String> NEVER =
      Set.of("rescale-rolling-back", "rescale-rolled-back", "rescale-failed", "job-down");

  @TempDir private Path directory;

  @Test
  void oneGetsItAndTheOtherIsNotStoppedForIt()
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      WordCountRun others = WordCountRun.starting("Others", 1, 80, directory);
      flink.run(others.arguments(1, SLOTS - 3));
      // 120 words/s at 80 words/s and subtask: both are short from the first second on.
      WordCountRun one = WordCountRun.starting("One", 30, 80, directory);
      WordCountRun other = WordCountRun.starting("Other", 30, 80, directory);
      Map<String, String> before =
          Map.of(
              one.name(), flink.run(one.arguments(1, 1)),
              other.name(), flink.run(other.arguments(1, 1)));
      ServiceFiles files = ServiceFiles.write(directory, TestConfig.of(flink, one, MOST).config());
      Files.writeString(
          directory.resolve("jobs").resolve("other.yaml"),
          JobConfigYaml.write(TestConfig.of(flink, other, MOST).config()));

      try (ChildJvm controller = files.run()) {
        JsonNode verified = controller.awaitEvent("rescale-verified");
        String winner = verified.path("job").asText();
        String loser = winner.equals(one.name()) ? other.name() : one.name();
        JsonNode shortage = controller.awaitLog(line -> isShort(line, loser));

        assertThat(shortage.path("limits").toString()).contains("slots");
        assertThat(controller.log()).noneMatch(line -> NEVER.contains(line.path("event").asText()));
        assertThat(controller.log("rescale-started"))
            .extracting(line -> line.path("job").asText())
            .containsExactly(winner);
        assertThat(flink.liveJobs(loser)).containsExactly(before.get(loser));
        assertThat(flink.parallelism(before.get(loser), "count")).isEqualTo(1);
        assertThat(flink.parallelism(verified.path("jobId").asText(), "count")).isEqualTo(2);
      }
    }
  }

  private static boolean isShort(JsonNode line, String job) {
    return line.path("event").asText().equals("job-short") && line.path("job").asText().equals(job);
  }
}
