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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a store's database server. */
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

    try (JdbcStore store = open(postgres(port))) {
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
        await()
            .ignoreException(StoreUnavailableException.class)
            .untilAsserted(() -> assertThat(store.rescales(JOB, 10)).containsExactly(entry(1)));
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
        .isThrownBy(() -> open(stranger))
        .withMessageContaining("cannot be opened")
        .withMessageContaining("nobody")
        .withMessageNotContaining("hunter2");
    assertThat(stranger.toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesADatabaseThatIsNotThere() {
    Postgres missing =
        PostgresServer.postgres("jdbc:postgresql://localhost:%d/missing".formatted(server.port()));

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> open(missing))
        .withMessageContaining("\"missing\" does not exist");
  }

  /** A setting of a session holds for one session only, and a pool has several. */
  @Test
  void commitsToTheDiskAndBoundsEveryStatementInAllSessionsOfThePool() throws Exception {
    ExecutorService jobs = Executors.newFixedThreadPool(8);
    try (Database database = PostgresDatabase.open(server.schema("settings"))) {
      CyclicBarrier allAtOnce = new CyclicBarrier(8);
      List<Future<String>> settings = new ArrayList<>();
      IntStream.range(0, 8)
          .forEach(job -> settings.add(jobs.submit(() -> settings(database, allAtOnce))));

      Set<String> sessions = new HashSet<>();
      for (Future<String> each : settings) {
        String[] pidAndSettings = each.get().split(" ", 2);
        assertThat(pidAndSettings[1]).isEqualTo("on 1600ms 1600ms 1600ms");
        sessions.add(pidAndSettings[0]);
      }
      assertThat(sessions).hasSize(8);
    } finally {
      jobs.shutdownNow();
    }
  }

  private static String settings(Database database, CyclicBarrier allAtOnce) {
    return database.read(
        t -> {
          meet(allAtOnce);
          return t.query(
                  row -> row.getString(1),
                  "select pg_backend_pid() || ' ' || current_setting('synchronous_commit')"
                      + " || ' ' || current_setting('statement_timeout')"
                      + " || ' ' || current_setting('lock_timeout')"
                      + " || ' ' || current_setting('idle_in_transaction_session_timeout')")
              .get(0);
        });
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("there are fewer sessions at once than the pool should have", e);
    }
  }

  @Test
  void endsAStatementThatTakesTooLong() throws SQLException {
    try (Database database = PostgresDatabase.open(server.schema("slow"))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(
              () -> database.read(t -> t.query(row -> row.getString(1), "select pg_sleep(60)")))
          .withMessageContaining("statement timeout");
    }
  }

  /** Each statement is quick enough; all of them would keep a job's loop for a minute. */
  @Test
  void endsATransactionOfManyStatementsThatTakesTooLong() throws SQLException {
    try (Database database = PostgresDatabase.open(server.schema("slow_transaction"))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> database.read(PostgresStoreFaultsTest::sixtySeconds))
          .withMessageEndingWith("did not answer within 2 s");
    }
  }

  private static int sixtySeconds(Transaction transaction) throws SQLException {
    for (int second = 0; second < 60; second++) {
      transaction.query(row -> row.getString(1), "select pg_sleep(1)");
    }
    return 60;
  }

  @Test
  void makesNoNewTablesInPlaceOfSomeThatWereLost() throws SQLException {
    Postgres postgres = server.schema("lost");
    try (JdbcStore store = open(postgres);
        Database restorer = PostgresDatabase.open(postgres)) {
      store.write(entry(1));
      restorer.write(
          t -> {
            t.update("drop table journal");
            t.update("drop table schema_version");
          });

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.unfinished(JOB))
          .withMessageContaining("has lost tables");
    }
  }

  @Test
  void makesItsTablesOnceHoweverManyControllersBegin() throws Exception {
    Postgres postgres = server.schema("crowd");
    List<String> created = Collections.synchronizedList(new ArrayList<>());
    StoreListener listener =
        new StoreListener() {
          @Override
          public void created(String place) {
            created.add(place);
          }

          @Override
          public void exposed(Path file, String permissions, String remedy) {}
        };
    ExecutorService controllers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> opened = new ArrayList<>();
      IntStream.range(0, 8)
          .forEach(
              i ->
                  opened.add(
                      controllers.submit(
                          () ->
                              PostgresDatabase.open(postgres, Migrations.POSTGRESQL, listener)
                                  .close())));
      for (Future<?> one : opened) {
        one.get();
      }
    } finally {
      controllers.shutdownNow();
    }

    try (Database database = PostgresDatabase.open(postgres)) {
      List<Integer> versions =
          database.read(
              t ->
                  t.query(
                      row -> row.getInt(1), "select version from schema_version order by version"));

      assertThat(versions).hasSize(Migrations.POSTGRESQL.scripts().size());
      assertThat(created).containsExactly(postgres.place());
    }
  }

  /** As a controller leaves it that is stopped between two statements. */
  @Test
  void isNotKeptWaitingByATransactionThatStandsStill()
      throws SQLException, ExecutionException, InterruptedException {
    Postgres postgres = server.schema("standstill");
    try (JdbcStore store = open(postgres);
        Connection stopped = postgres.connect()) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      new Transaction(stopped).update("update tuner_state set state = '' where job = ?", JOB);

      await()
          .ignoreException(StoreUnavailableException.class)
          .untilAsserted(() -> store.saveTunerState(JOB, new TunerState.ContTune(16)));

      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(16));
    }
  }

  private static JdbcStore open(Postgres postgres) {
    return JdbcStore.open(PostgresDatabase.open(postgres), Retention.DEFAULT);
  }

  private static Postgres postgres(int port) {
    return PostgresServer.postgres("jdbc:postgresql://localhost:%d/postgres".formatted(port));
  }
}
