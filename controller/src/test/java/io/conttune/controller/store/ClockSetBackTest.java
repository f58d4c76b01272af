package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.rescale.RescaleEntries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose rows were written when the clock was an hour ahead of now. */
final class ClockSetBackTest {
  @TempDir private Path directory;

  @Test
  void noRecordIsOfTheFuture() throws SQLException {
    try (JdbcStore store = JdbcStore.open(url())) {
      store.write(RescaleEntries.planned("wordcount", 1));
      store.saveSeenRun("wordcount", SeenRunsContract.RUN);
    }
    setTheClockBack();

    try (JdbcStore store = JdbcStore.open(url())) {
      assertThat(store.ofNewestRescale("wordcount")).contains(Duration.ZERO);
      assertThat(store.ofSeenRun("wordcount")).contains(Duration.ZERO);
    }
  }

  private void setTheClockBack() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      for (String table : new String[] {"journal", "seen_run"}) {
        statement.execute(
            "update " + table + " set written_at = current_timestamp + interval '1' hour");
      }
    }
  }

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("conttune");
  }
}
