package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.Launch.JarCopy;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Everything that a store promises, on a MariaDB, and what is peculiar to it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "there is no such server")
final class MariaDbTest extends ServerTests {
  private static final String JOB = "wordcount";

  @Override
  TestServer start(Path data, int port) throws IOException {
    return MariaDbServer.start(data, port);
  }

  @Test
  void tellsJobsApartWhoseNamesDifferInABlankAtTheirEnd() throws SQLException {
    try (JdbcStore store = open(server().emptyDatabase("blanks"))) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));

      assertThat(store.tunerState(JOB + " ")).isEmpty();
    }
  }

  /** As after a failover: what was the primary is a copy now. */
  @Test
  void leavesAServerThatBecameReadOnlyForTheOneThatItFindsNext() throws SQLException {
    try (JdbcStore store = open(server().emptyDatabase("read_only"))) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      Set<Integer> before = sessions();

      setReadOnly(true);
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.saveTunerState(JOB, new TunerState.ContTune(16)))
          .withMessageContaining("--read-only");
      setReadOnly(false);

      store.saveTunerState(JOB, new TunerState.ContTune(16));
      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(16));
      await()
          .untilAsserted(
              () -> assertThat(sessions()).isNotEmpty().doesNotContainAnyElementsOf(before));
    } finally {
      setReadOnly(false);
    }
  }

  private Set<Integer> sessions() throws SQLException {
    try (Connection watcher = server().watcher()) {
      return Set.copyOf(
          new Transaction(watcher)
              .query(
                  row -> row.getInt(1),
                  "select id from information_schema.processlist where user = ?",
                  server().user()));
    }
  }

  private void setReadOnly(boolean value) throws SQLException {
    try (Connection watcher = server().watcher()) {
      DatabaseServer.execute(watcher, "set global read_only = " + value);
    }
  }

  @Test
  void saysWhichSettingAJarIsTooLargeForAndGoesOn() throws SQLException {
    byte[] large = new byte[17 << 20];
    try (JdbcStore store = open(server().emptyDatabase("large"))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.keep(JarCopy.of("large.jar", large), large))
          .withMessageContaining("large-")
          .withMessageEndingWith("has 17825792: raise max_allowed_packet of the server");

      store.saveTunerState(JOB, new TunerState.ContTune(8));
    }
  }

  /** Whatever a user's URL says: times would depend on where a controller stands. */
  @Test
  void keepsItsOwnOptionsBesideThoseOfAUser() throws SQLException {
    MariaDb place = (MariaDb) server().emptyDatabase("options");
    MariaDb odd =
        new MariaDb(
            place.url() + "?connectionTimeZone=Asia/Tokyo&useAffectedRows=true",
            place.login(),
            place.patience());

    try (Connection session = odd.connect()) {
      assertThat(
              new Transaction(session)
                  .query(
                      row -> row.getObject(1, OffsetDateTime.class),
                      "select timestamp '2026-01-01 00:00:00'"))
          .containsExactly(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    }
  }

  private static JdbcStore open(DatabaseServer server) {
    return JdbcStore.open(ServerDatabase.open(server), Retention.DEFAULT);
  }
}
