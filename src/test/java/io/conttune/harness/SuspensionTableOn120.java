package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers share a PostgreSQL, and the one that acts is suspended, on Flink 1.20. */
final class SuspensionTableOn120 {
  @TempDir private static Path directory;
  private static EmbeddedPostgres database;
  private static Trials trials;

  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    database = EmbeddedPostgres.builder().setDataDirectory(directory.resolve("postgres")).start();
    trials = Trials.on(FlinkRelease.of("1.20"), directory, "suspension-table", 3);
  }

  @AfterAll
  static void stop() throws IOException {
    trials.writeTable();
    trials.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    String store =
        "{url: 'jdbc:postgresql://localhost:%d/postgres', user: postgres, lease: 3s}"
            .formatted(database.getPort());
    return trials.tests(SuspensionRows.all(store));
  }
}
