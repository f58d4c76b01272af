package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes connections and requests, and answers none: its processes are suspended. */
@Timeout(120)
abstract class ServerHangs {
  private static final String JOB = "wordcount";
  private static final int JOBS = 30;

  /** Of a read or a change: it may wait for a session, and then for the server. */
  private static final Duration DEADLINE = TestServer.PATIENCE.multipliedBy(2).plusSeconds(1);

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private DatabaseServer database;

  abstract TestServer server();

  @BeforeEach
  final void makeDatabase() throws SQLException {
    database = server().emptyDatabase("hangs_" + DATABASES.incrementAndGet());
  }

  @AfterEach
  final void resume() throws IOException, InterruptedException {
    server().resume();
  }

  @Test
  void tellsEveryJobWithinOneDeadlineAndServesAllWhenItIsBack() throws Exception {
    ExecutorService jobs = Executors.newFixedThreadPool(JOBS);
    try (JdbcStore store = open()) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      assertThat(inEveryJob(jobs, () -> store.tunerState(JOB))).isEmpty();

      server().suspend();
      long begin = System.nanoTime();
      List<String> failures = inEveryJob(jobs, () -> store.tunerState(JOB));
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(failures)
          .hasSize(JOBS)
          .containsOnly(
              "the store %s did not answer within %d s"
                  .formatted(database.place(), TestServer.PATIENCE.toSeconds()));
      assertThat(taken).isLessThan(DEADLINE);

      server().resume();
      assertThat(inEveryJob(jobs, () -> store.tunerState(JOB))).isEmpty();
    } finally {
      jobs.shutdownNow();
    }
  }

  /** Runs this in every job at the same time, and returns the messages of those that failed. */
  private static List<String> inEveryJob(ExecutorService jobs, Callable<?> call)
      throws InterruptedException {
    List<Future<?>> calls = new ArrayList<>();
    IntStream.range(0, JOBS).forEach(job -> calls.add(jobs.submit(call)));
    List<String> failures = new ArrayList<>();
    for (Future<?> each : calls) {
      try {
        each.get();
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(StoreUnavailableException.class);
        failures.add(e.getCause().getMessage());
      }
    }
    return failures;
  }

  @Test
  void doesNotKeepTheStoreFromOpeningNorFromMakingItsTablesLater() throws Exception {
    server().suspend();
    long begin = System.nanoTime();
    try (JdbcStore store = open()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DEADLINE);
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.unfinished(JOB));

      server().resume();
      store.write(RescaleEntries.planned(JOB, 1));
      assertThat(store.unfinished(JOB)).isPresent();
    }
  }

  @Test
  void doesNotKeepTheStoreFromClosingNorTheJobThatWaitsForIt() throws Exception {
    ExecutorService job = Executors.newSingleThreadExecutor();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch suspended = new CountDownLatch(1);
    Database opened = ServerDatabase.open(database);
    Future<String> waiting = job.submit(() -> opened.read(t -> answer(t, begun, suspended)));
    job.shutdown();
    begun.await();
    server().suspend();
    suspended.countDown();

    long begin = System.nanoTime();
    opened.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .withCauseInstanceOf(StoreUnavailableException.class);
  }

  private static String answer(
      Transaction transaction, CountDownLatch begun, CountDownLatch suspended) throws SQLException {
    begun.countDown();
    try {
      suspended.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
    return transaction.query(row -> row.getString(1), "select 'answer'").get(0);
  }

  private JdbcStore open() {
    return JdbcStore.open(ServerDatabase.open(database), Retention.DEFAULT);
  }
}
