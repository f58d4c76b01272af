package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.SeenRunsContract;
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
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a store's database server. */
@Timeout(120)
abstract class ServerFaults {
  private static final String JOB = "wordcount";

  @TempDir private Path directory;

  abstract TestServer server();

  /** Starts another one, with the data in this directory, at this port; 0 for any. */
  abstract TestServer start(Path data, int port) throws IOException;

  @Test
  void waitsForAServerThatIsDownAndGoesOnWithOneThatWasKilled() throws IOException {
    Path data = directory.resolve("mortal");
    int port;
    DatabaseServer database;
    try (TestServer first = start(data, 0)) {
      port = first.port();
      database = first.database(first.databaseOfAll(), first.user());
    }

    try (JdbcStore store = open(database)) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.tunerState(JOB))
          .withMessageStartingWith("the store %s cannot be opened: ", database.place())
          .withMessageContaining("refused");

      try (TestServer second = start(data, port)) {
        store.write(entry(1));
        second.kill();
        assertThatExceptionOfType(StoreUnavailableException.class)
            .isThrownBy(() -> store.write(entry(2)));
      }
      try (TestServer third = start(data, port)) {
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
    DatabaseServer stranger = server().database(server().databaseOfAll(), "nobody");

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> open(stranger))
        .withMessageContaining("cannot be opened")
        .withMessageContaining("nobody")
        .withMessageNotContaining(TestServer.PASSWORD)
        .withMessageEndingWith("; correct store.user or store.password");
    assertThat(stranger.toString()).doesNotContain(TestServer.PASSWORD);
  }

  @Test
  void refusesADatabaseThatIsNotThere() {
    DatabaseServer missing = server().database("missing", server().user());

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> open(missing))
        .withMessageStartingWith("the store %s cannot be opened: ", missing.place())
        .withMessageContaining("missing");
  }

  /** A setting of a session holds for one session only, and a pool has several. */
  @Test
  void commitsToTheDiskAndBoundsEveryStatementInAllSessionsOfThePool() throws Exception {
    ExecutorService jobs = Executors.newFixedThreadPool(8);
    try (Database database = ServerDatabase.open(server().emptyDatabase("settings"))) {
      CyclicBarrier allAtOnce = new CyclicBarrier(8);
      List<Future<String>> settings = new ArrayList<>();
      IntStream.range(0, 8)
          .forEach(job -> settings.add(jobs.submit(() -> settings(database, allAtOnce))));

      Set<String> sessions = new HashSet<>();
      for (Future<String> each : settings) {
        String[] pidAndSettings = each.get().split(" ", 2);
        assertThat(pidAndSettings[1]).isEqualTo(server().expectedBounds());
        sessions.add(pidAndSettings[0]);
      }
      assertThat(sessions).hasSize(8);
    } finally {
      jobs.shutdownNow();
    }
  }

  private String settings(Database database, CyclicBarrier allAtOnce) {
    return database.read(
        t -> {
          meet(allAtOnce);
          return t.query(row -> row.getString(1), server().bounds()).get(0);
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
    try (Database database = ServerDatabase.open(server().emptyDatabase("slow"))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(
              () -> database.read(t -> t.query(row -> row.getString(1), server().sleeping(60))))
          .withMessageContaining("cannot be read or written: ")
          .withMessageContaining(server().wordsOfTimeout());
    }
  }

  /** Each statement is quick enough; all of them would keep a job's loop for a minute. */
  @Test
  void endsATransactionOfManyStatementsThatTakesTooLong() throws SQLException {
    try (Database database = ServerDatabase.open(server().emptyDatabase("slow_transaction"))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> database.read(this::sixtySeconds))
          .withMessageEndingWith("did not answer within 2 s");
    }
  }

  private int sixtySeconds(Transaction transaction) throws SQLException {
    for (int second = 0; second < 60; second++) {
      transaction.query(row -> row.getString(1), server().sleeping(1));
    }
    return 60;
  }

  @Test
  void makesNoNewTablesInPlaceOfSomeThatWereLost() throws SQLException {
    DatabaseServer place = server().emptyDatabase("lost");
    try (JdbcStore store = open(place);
        Database restorer = ServerDatabase.open(place)) {
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
    DatabaseServer place = server().emptyDatabase("crowd");
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
                      controllers.submit(() -> ServerDatabase.open(place, listener).close())));
      for (Future<?> one : opened) {
        one.get();
      }
    } finally {
      controllers.shutdownNow();
    }

    try (Database database = ServerDatabase.open(place)) {
      List<Integer> versions =
          database.read(
              t ->
                  t.query(
                      row -> row.getInt(1), "select version from schema_version order by version"));

      assertThat(versions).hasSize(place.migrations().scripts().size());
      assertThat(created).containsExactly(place.place());
    }
  }

  /** As a controller leaves it that is stopped between two statements. */
  @Test
  void isNotKeptWaitingByATransactionThatStandsStill()
      throws SQLException, ExecutionException, InterruptedException {
    DatabaseServer place = server().emptyDatabase("standstill");
    try (JdbcStore store = open(place);
        Connection stopped = place.connect()) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      place.begin(stopped);
      new Transaction(stopped).update("update tuner_state set state = '' where job = ?", JOB);

      await()
          .ignoreException(StoreUnavailableException.class)
          .untilAsserted(() -> store.saveTunerState(JOB, new TunerState.ContTune(16)));

      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(16));
    }
  }

  /** The first time comes twice there, the second one never, by the clocks on the wall. */
  @Test
  void tellsTheSameTimesWhereverAControllerStands() throws SQLException {
    DatabaseServer place = server().emptyDatabase("time_zones");
    List<Observation> observations =
        Stream.of("2026-11-01T05:30:00.123456Z", "2026-03-08T07:30:00.000001Z")
            .map(at -> new Observation(new OperatorId("count"), 2, 100, Instant.parse(at)))
            .toList();
    TimeZone here = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try (JdbcStore writer = open(place)) {
      writer.append(JOB, StoreWriterMain.FINGERPRINTS, observations);
      writer.saveSeenRun(JOB, SeenRunsContract.RUN);
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      try (JdbcStore reader = open(place)) {
        assertThat(reader.history(JOB, StoreWriterMain.FINGERPRINTS, 5).observations())
            .isEqualTo(observations);
        assertThat(reader.ofSeenRun(JOB).orElseThrow()).isLessThan(Duration.ofMinutes(2));
      }
    } finally {
      TimeZone.setDefault(here);
    }
  }

  private static JdbcStore open(DatabaseServer server) {
    return JdbcStore.open(ServerDatabase.open(server), Retention.DEFAULT);
  }
}
