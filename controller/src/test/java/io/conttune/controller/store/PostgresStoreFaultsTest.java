package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store does when something is wrong with its server. */
@Timeout(120)
final class PostgresStoreFaultsTest {
  private static final String JOB = "wordcount";

  @TempDir private static Path directory;
  private static PostgresServer server;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.start(directory.resolve("data"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void waitsForAServerThatIsDownAndGoesOnWithOneThatWasKilled() throws IOException {
    Path data = directory.resolve("mortal");
    int port;
    try (PostgresServer first = PostgresServer.start(data)) {
      port = first.port();
    }

    try (JdbcStore store = JdbcStore.open(vendor(port), Retention.DEFAULT)) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.tunerState(JOB))
          .withMessageStartingWith(
              "the store jdbc:postgresql://localhost:%d/postgres cannot be opened: ", port)
          .withMessageContaining("refused");

      try (PostgresServer second = PostgresServer.start(data, port)) {
        store.write(entry(1));
        second.kill();
        assertThatExceptionOfType(StoreUnavailableException.class)
            .isThrownBy(() -> store.write(entry(2)));
      }
      try (PostgresServer third = PostgresServer.start(data, port)) {
        assertThat(third.port()).isEqualTo(port);
        assertThat(store.rescales(JOB, 10)).containsExactly(entry(1));
        store.write(entry(2));
        assertThat(store.rescales(JOB, 10)).containsExactly(entry(2), entry(1));
      }
    }
  }

  private static RescaleEntry entry(int number) {
    return RescaleEntries.planned(JOB, number).to(Stage.VERIFIED, Instant.EPOCH, "verified");
  }

  @Test
  void refusesAUserThatIsNotKnownAndDoesNotTellThePassword() {
    Postgres stranger =
        new Postgres(
            server.url("public"),
            Map.of("user", "nobody", "password", "hunter2"),
            Duration.ofSeconds(1));

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(stranger, Retention.DEFAULT))
        .withMessageContaining("cannot be opened")
        .withMessageContaining("nobody")
        .withMessageNotContaining("hunter2");
    assertThat(stranger.toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesADatabaseThatIsNotThere() {
    Postgres missing =
        PostgresServer.vendor("jdbc:postgresql://localhost:%d/missing".formatted(server.port()));

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(missing, Retention.DEFAULT))
        .withMessageContaining("\"missing\" does not exist");
  }

  @Test
  void commitsToTheDiskWhateverTheServerIsSetTo() throws SQLException {
    assertThat(setting("show synchronous_commit")).isEqualTo("on");
  }

  private String setting(String show) throws SQLException {
    try (Database database = Database.open(server.schema("settings"))) {
      return database.read(t -> t.query(row -> row.getString(1), show)).get(0);
    }
  }

  @Test
  void makesItsTablesOnceHoweverManyControllersBegin() throws Exception {
    Postgres vendor = server.schema("crowd");
    ExecutorService controllers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> opened = new ArrayList<>();
      IntStream.range(0, 8)
          .forEach(
              i ->
                  opened.add(
                      controllers.submit(() -> JdbcStore.open(vendor, Retention.DEFAULT).close())));
      for (Future<?> one : opened) {
        one.get();
      }
    } finally {
      controllers.shutdownNow();
    }

    try (Database database = Database.open(vendor)) {
      List<Integer> versions =
          database.read(
              t ->
                  t.query(
                      row -> row.getInt(1), "select version from schema_version order by version"));

      assertThat(versions).hasSize(Migrations.POSTGRESQL.scripts().size());
    }
  }

  /** As a controller leaves it that is stopped between two statements. */
  @Test
  void isNotKeptWaitingByATransactionThatStandsStill()
      throws SQLException, ExecutionException, InterruptedException {
    Postgres vendor = server.schema("standstill");
    try (JdbcStore store = JdbcStore.open(vendor, Retention.DEFAULT);
        Connection stopped = vendor.connect()) {
      vendor.ready(stopped);
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      new Transaction(stopped).update("update tuner_state set state = '' where job = ?", JOB);

      await()
          .ignoreException(StoreUnavailableException.class)
          .untilAsserted(() -> store.saveTunerState(JOB, new TunerState.ContTune(16)));

      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(16));
    }
  }

  private static Postgres vendor(int port) {
    return PostgresServer.vendor("jdbc:postgresql://localhost:%d/postgres".formatted(port));
  }
}
