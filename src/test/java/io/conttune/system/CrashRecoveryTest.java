package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that is killed, again and again, while it rescales a job on a real Flink. */
@Order(5)
final class CrashRecoveryTest {
  private static final int MOST_KILLS = 4;

  private static final Set<String> OVER =
      Set.of("rescale-verified", "rescale-rolled-back", "rescale-abandoned", "job-seen");

  @TempDir private Path directory;

  @Test
  void carriesARescaleOnHoweverOftenItIsKilled()
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short, two are right.
      WordCountRun words = WordCountRun.starting("WordCount", 30, 80, directory);
      String before = flink.run(words.arguments(1, 1));
      ServiceFiles files = ServiceFiles.write(directory, TestConfig.of(flink, words, 2).config());

      List<JsonNode> seen = killUntilItIsOver(files, before);

      assertThat(seen.get(0).path("event").asText()).isEqualTo("rescale-started");
      assertThat(seen).as("kills and the end").hasSizeGreaterThan(2);
      assertThat(seen.stream().filter(line -> line.has("rescaleId")))
          .extracting(line -> line.path("rescaleId").asText())
          .containsOnly(seen.get(0).path("rescaleId").asText());
      String after = seen.get(seen.size() - 1).path("jobId").asText();
      assertThat(flink.liveJobs(words.name())).isSubsetOf(after);
      assertThat(flink.parallelism(after, "count")).isEqualTo(2);
      WordCountRun all = words.endSoon();
      flink.awaitState(after, "FINISHED");
      assertThat(all.audit()).isEqualTo(all.flawless());
    }
  }

  /** Returns the line at which each controller was killed, and that at which the last was ended. */
  private static List<JsonNode> killUntilItIsOver(ServiceFiles files, String jobIdBefore)
      throws IOException, InterruptedException {
    List<JsonNode> seen = new ArrayList<>();
    do {
      boolean mayKill = seen.size() < MOST_KILLS;
      try (ChildJvm controller = files.run()) {
        seen.add(
            controller.awaitLog(
                line -> isOver(line, jobIdBefore) || (mayKill && isUnderWay(line))));
        controller.kill();
      }
    } while (!isOver(seen.get(seen.size() - 1), jobIdBefore));
    return seen;
  }

  private static boolean isUnderWay(JsonNode line) {
    return line.path("event").asText().startsWith("rescale-");
  }

  /** Its last line may have fallen victim to a kill; then the new job is simply there. */
  private static boolean isOver(JsonNode line, String jobIdBefore) {
    return OVER.contains(line.path("event").asText())
        && !line.path("jobId").asText().equals(jobIdBefore);
  }
}
