package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers share a PostgreSQL, and the one that acts is suspended, on Flink 1.20. */
final class SuspensionTableOn120 extends RescaleTable {
  @TempDir private static Path data;
  private static EmbeddedPostgres database;

  @BeforeAll
  static void startTheDatabase() throws IOException {
    database = EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgres")).start();
  }

  @AfterAll
  static void stopTheDatabase() throws IOException {
    database.close();
  }

  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "suspension-table", 3);
  }

  @Override
  List<Row> rows() {
    // The patience with the database is a third of it: on a busy machine a second is soon over.
    String store =
        "{url: 'jdbc:postgresql://localhost:%d/postgres', user: postgres, lease: 9s}"
            .formatted(database.getPort());
    return SuspensionRows.all(store);
  }
}
