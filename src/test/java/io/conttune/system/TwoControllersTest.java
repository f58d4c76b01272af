package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two controllers that share a PostgreSQL, each in a process of its own. The one that acts is
 * suspended in the middle of a rescale and wakes up when the other has brought it to its end.
 */
@Execution(ExecutionMode.CONCURRENT)
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

  private static final List<String> STAGES = List.of("STOPPING", "SUBMITTED");

  @TempDir private static Path data;
  private static EmbeddedPostgres database;

  @TempDir private Path directory;

  @BeforeAll
  static void startTheDatabase() throws IOException, SQLException {
    database = EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgres")).start();
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String stage : STAGES) {
        statement.execute("CREATE DATABASE " + stage);
      }
    }
  }

  @AfterAll
  static void stopTheDatabase() throws IOException {
    database.close();
  }

  static List<String> stages() {
    return STAGES;
  }

  @ParameterizedTest
  @MethodSource("stages")
  void bringARescaleToItsEndTogetherWhenTheOneThatActsIsSuspended(String stage)
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short, two are right.
      WordCountRun words =
          WordCountRun.starting("Words" + stage, 30, Duration.ofSeconds(60), 80, directory);
      String before = flink.run(words.arguments(1, 1));
      ServiceFiles files =
          ServiceFiles.write(directory, store(stage), TestConfig.of(flink, words, 2).config());
      try (ChildJvm first = files.run()) {
        assertThat(first.awaitEvent("lease-taken").path("epoch").asInt()).isEqualTo(1);
        try (ChildJvm second = files.run()) {
          JsonNode standing = second.awaitEvent("standing-by");
          assertThat(standing.path("epoch").asInt()).isEqualTo(1);

          first.awaitLog(line -> line.path("stage").asText().equals(stage));
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
          await()
              .atMost(FlinkFixture.DEADLINE)
              .ignoreExceptionsInstanceOf(IOException.class)
              .untilAsserted(() -> assertThat(words.audit()).isEqualTo(words.flawless()));
          await().atMost(FlinkFixture.DEADLINE).until(() -> flink.liveJobs(words.name()).isEmpty());
        }
      }
    }
  }

  /** Of the two controllers of one test; folded to lower case, as PostgreSQL does. */
  private static String store(String stage) {
    return "{url: 'jdbc:postgresql://localhost:%d/%s', user: postgres, lease: 3s}"
        .formatted(database.getPort(), stage.toLowerCase(Locale.ROOT));
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
