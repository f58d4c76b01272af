package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.StallingProxy;
import io.conttune.core.StallingProxy.Held;
import io.conttune.flink.FlinkFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller whose PostgreSQL takes connections and requests, and answers none. */
@Order(1)
final class HangingStoreTest {
  private static final int JOBS = 30;

  /** The jobs of one cluster take turns, also where it is the store that they wait for. */
  private static final int CLUSTERS = 10;

  /**
   * With a lease of 6 s, a step begins within a poll of 5 s; it waits 2 s for a connection, and 2 s
   * for an answer.
   */
  private static final Duration TOLD = Duration.ofSeconds(12);

  /** The step that is under way ends, the database is given 3 s to close, and the JVM ends. */
  private static final Duration STOPPED = Duration.ofSeconds(10);

  @TempDir private static Path data;
  private static EmbeddedPostgres database;
  private static StallingProxy network;

  @TempDir private Path directory;

  @BeforeAll
  static void startTheDatabase() throws IOException {
    database = EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgres")).start();
    network = StallingProxy.to(database.getPort());
  }

  @AfterAll
  static void stopTheDatabase() throws IOException {
    network.close();
    database.close();
  }

  @Test
  void isToldForEveryJobAndLetsTheServiceStop() throws IOException, InterruptedException {
    Path config = manyJobs();
    try (ChildJvm service = ChildJvm.start(directory, "run", "--config", config.toString())) {
      await()
          .atMost(FlinkFixture.DEADLINE)
          .until(() -> jobsWith(service, "flink-unreachable") == JOBS);

      network.stall();
      await().atMost(TOLD).until(() -> jobsWith(service, "store-failed") == JOBS);
      service.terminate();

      assertThat(service.exitCode(STOPPED)).isZero();
      assertThat(service.log("service-stopped")).hasSize(1);
    } finally {
      network.resume();
    }
  }

  /** A service with many jobs on clusters that nobody runs. */
  private Path manyJobs() throws IOException {
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    for (int job = 0; job < JOBS; job++) {
      Files.writeString(
          jobs.resolve(job + ".yaml"),
          "job: Job%d\nflink: http://127.0.0.1:%d\n".formatted(job, 1 + job % CLUSTERS));
    }
    return Files.writeString(
        directory.resolve("conttune.yaml"), "store: %s\njobs: jobs\n".formatted(store()));
  }

  private static String store() {
    return "{url: 'jdbc:postgresql://localhost:%d/postgres', user: postgres, lease: 6s}"
        .formatted(network.port());
  }

  private static long jobsWith(ChildJvm service, String event) {
    Set<String> jobs =
        service.log(event).stream()
            .map((JsonNode line) -> line.path("job").asText())
            .collect(Collectors.toSet());
    return jobs.size();
  }

  /** The run is up, and the journal has not heard of it: a second one would be easily started. */
  @Test
  void breaksOffARescaleThatIsBroughtToItsEndWhenItIsBack()
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short, two are right.
      WordCountRun words = WordCountRun.starting("WordsHang", 30, 80, directory);
      String before = flink.run(words.arguments(1, 1));
      ServiceFiles files =
          ServiceFiles.write(directory, store(), TestConfig.of(flink, words, 2).config());
      network.stallAt("SUBMITTED", Held.REQUEST);
      try (ChildJvm controller = files.run()) {
        await().atMost(FlinkFixture.DEADLINE).until(network::isStalled);
        JsonNode failed = controller.awaitEvent("store-failed");
        assertThat(failed.path("reason").asText()).contains("did not answer within 2 s");
        network.resume();
        controller.awaitEvent("store-back");
        controller.awaitEvent("rescale-verified");

        assertThat(flink.liveJobs(words.name())).hasSize(1).doesNotContain(before);
        assertThat(flink.parallelism(flink.liveJobs(words.name()).get(0), "count")).isEqualTo(2);
        WordCountRun all = words.endSoon();
        await()
            .atMost(FlinkFixture.DEADLINE)
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(() -> assertThat(all.audit()).isEqualTo(all.flawless()));
        await().atMost(FlinkFixture.DEADLINE).until(() -> flink.liveJobs(words.name()).isEmpty());
        assertThat(controller.log("internal-error")).isEmpty();
      }
    } finally {
      network.resume();
    }
  }
}
