package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two controllers that share a PostgreSQL, each in a process of its own. The one that acts is
 * suspended in the middle of a rescale and wakes up when the other has brought it to its end.
 */
@Order(1)
final class TwoControllersTest {
  /**
   * What a controller says that has no rescale to carry on. One that saw the job before its turn
   * came does not say again that it sees it.
   */
  private static final Set<String> OVER =
      Set.of(
          "rescale-verified",
          "rescale-rolled-back",
          "rescale-abandoned",
          "job-seen",
          "decision",
          "hold");

  /** The job is down then. Suspensions at the other stages are rows of a table with a profile. */
  private static final String STAGE = "SUBMITTED";

  @TempDir private static Path data;
  private static EmbeddedPostgres database;

  @TempDir private Path directory;

  @BeforeAll
  static void startTheDatabase() throws IOException {
    database = EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgres")).start();
  }

  @AfterAll
  static void stopTheDatabase() throws IOException {
    database.close();
  }

  @Test
  void bringARescaleToItsEndTogetherWhenTheOneThatActsIsSuspended()
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short, two are right.
      WordCountRun words = WordCountRun.starting("Words", 30, 80, directory);
      String before = flink.run(words.arguments(1, 1));
      ServiceFiles files =
          ServiceFiles.write(directory, store(), TestConfig.of(flink, words, 2).config());
      try (ChildJvm first = files.run()) {
        assertThat(first.awaitEvent("lease-taken").path("epoch").asInt()).isEqualTo(1);
        try (ChildJvm second = files.run()) {
          JsonNode standing = second.awaitEvent("standing-by");
          assertThat(standing.path("epoch").asInt()).isEqualTo(1);

          first.awaitLog(line -> line.path("stage").asText().equals(STAGE));
          first.suspend();
          JsonNode taken = second.awaitEvent("lease-taken");
          assertThat(taken.path("epoch").asInt()).isEqualTo(2);
          second.awaitLog(line -> isOver(line, taken, before));
          assertThat(flink.liveJobs(words.name())).hasSize(1).doesNotContain(before);
          String after = flink.liveJobs(words.name()).get(0);
          assertThat(flink.parallelism(after, "count")).isEqualTo(2);

          first.resume();
          first.awaitEvent("lease-lost");
          first.awaitLog(line -> isStandingBy(line, 2));
          assertThat(flink.liveJobs(words.name())).containsExactly(after);

          second.terminate();
          first.awaitLog(line -> isTaken(line, 3));
          // It may rescale the job once more before the input ends.
          WordCountRun all = words.endSoon();
          await()
              .atMost(FlinkFixture.DEADLINE)
              .ignoreExceptionsInstanceOf(IOException.class)
              .untilAsserted(() -> assertThat(all.audit()).isEqualTo(all.flawless()));
          await().atMost(FlinkFixture.DEADLINE).until(() -> flink.liveJobs(words.name()).isEmpty());
        }
      }
    }
  }

  /** Of both controllers. */
  private static String store() {
    return "{url: 'jdbc:postgresql://localhost:%d/postgres', user: postgres, lease: 3s}"
        .formatted(database.getPort());
  }

  /** Said by the controller that has taken the lease: the job runs anew, however it learnt so. */
  private static boolean isOver(JsonNode line, JsonNode taken, String jobIdBefore) {
    return OVER.contains(line.path("event").asText())
        && line.path("time").asText().compareTo(taken.path("time").asText()) > 0
        && !line.path("jobId").asText().equals(jobIdBefore);
  }

  private static boolean isStandingBy(JsonNode line, int epoch) {
    return line.path("event").asText().equals("standing-by") && line.path("epoch").asInt() == epoch;
  }

  private static boolean isTaken(JsonNode line, int epoch) {
    return line.path("event").asText().equals("lease-taken") && line.path("epoch").asInt() == epoch;
  }
}
