package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.flink.FlinkFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose PostgreSQL takes connections and requests, and answers none. */
final class HangingStoreTest {
  private static final int JOBS = 30;

  /**
   * With a lease of 6 s, a step begins within a poll of 5 s; it waits 2 s for a connection, and 2 s
   * for an answer.
   */
  private static final Duration TOLD = Duration.ofSeconds(12);

  /** The step that is under way ends, the database is given 3 s to close, and the JVM ends. */
  private static final Duration STOPPED = Duration.ofSeconds(10);

  /** The exit code of a JVM that SIGTERM ended. */
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path directory;

  @Test
  void isToldForEveryJobAndLetsTheServiceStop() throws IOException, InterruptedException {
    Path data = directory.resolve("postgres");
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().setDataDirectory(data).start()) {
      Path config = configuration(database.getPort());
      try (ChildJvm service = ChildJvm.start(directory, "run", "--config", config.toString())) {
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(() -> jobs(service, "flink-unreachable") == JOBS);

        signal("STOP", data);
        try {
          await().atMost(TOLD).until(() -> jobs(service, "store-failed") == JOBS);
          service.terminate();

          assertThat(service.exitCode(STOPPED)).isEqualTo(TERMINATED);
          assertThat(service.log("service-stopped")).hasSize(1);
        } finally {
          signal("CONT", data);
        }
      }
    }
  }

  /** A service with many jobs on a cluster that nobody runs. */
  private Path configuration(int port) throws IOException {
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    for (int job = 0; job < JOBS; job++) {
      Files.writeString(
          jobs.resolve(job + ".yaml"), "job: Job" + job + "\nflink: http://127.0.0.1:1\n");
    }
    return Files.writeString(
        directory.resolve("conttune.yaml"),
        """
        store: {url: 'jdbc:postgresql://localhost:%d/postgres', user: postgres, lease: 6s}
        jobs: jobs
        """
            .formatted(port));
  }

  private static int jobs(ChildJvm service, String event) {
    Set<String> jobs =
        service.log(event).stream()
            .map((JsonNode line) -> line.path("job").asText())
            .collect(Collectors.toSet());
    return jobs.size();
  }

  /** To the server and all its sessions. */
  private static void signal(String name, Path data) throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    List<String> command = new ArrayList<>(List.of("kill", "-" + name, String.valueOf(pid)));
    ProcessHandle.of(pid)
        .orElseThrow()
        .descendants()
        .map(ProcessHandle::pid)
        .map(String::valueOf)
        .forEach(command::add);
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
