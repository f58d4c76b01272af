package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.ControllerRegister;
import io.conttune.core.lease.ControllerRegisterContract;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.LeaseStore;
import io.conttune.core.lease.LeaseStoreContract;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecords;
import io.conttune.core.tuning.TunerState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leases on a server, and what is written under them. */
@Timeout(60)
abstract class ServerLeases extends LeaseStoreContract {
  private static final String JOB = "wordcount";
  private static final Duration TERM = Duration.ofMinutes(1);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private DatabaseServer database;
  private JdbcStore mine;
  private JdbcStore others;

  abstract TestServer server();

  @BeforeEach
  final void openTwice() throws SQLException {
    database = server().emptyDatabase("leases_" + DATABASES.incrementAndGet());
    mine = JdbcStore.open(ServerDatabase.open(database), Retention.DEFAULT);
    others = JdbcStore.open(ServerDatabase.open(database), Retention.DEFAULT);
  }

  @AfterEach
  final void close() {
    mine.close();
    others.close();
  }

  @Override
  protected final LeaseStore store() {
    return mine.leases().orElseThrow();
  }

  /** By the clock of the server, which is that of this machine. */
  @Override
  protected final void pass(Duration time) {
    Instant end = Instant.now().plus(time);
    await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().isAfter(end));
  }

  /** The controllers that share the leases of the same database. */
  @Nested
  final class Controllers extends ControllerRegisterContract {
    @Override
    protected ControllerRegister register() {
      return others.controllers().orElseThrow();
    }

    @Override
    protected LeaseStore leases() {
      return store();
    }

    @Override
    protected void pass(Duration time) {
      ServerLeases.this.pass(time);
    }
  }

  @Test
  void givesOneOfManyWhoAskAtOnceTheLease() throws Exception {
    ExecutorService controllers = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 50; round++) {
        String job = "job " + round;
        Future<Claim> a =
            controllers.submit(() -> mine.leases().orElseThrow().take(job, "a", TERM));
        Future<Claim> b =
            controllers.submit(() -> others.leases().orElseThrow().take(job, "b", TERM));

        assertThat(List.of(a.get(), b.get()))
            .hasAtLeastOneElementOfType(Claim.Granted.class)
            .hasAtLeastOneElementOfType(Claim.Refused.class);
      }
    } finally {
      controllers.shutdownNow();
    }
  }

  @Test
  void letsItsHolderWrite() {
    JdbcStore fenced = fenced(taken());
    RescaleEntry entry = RescaleEntries.planned(JOB, 1);

    fenced.write(entry);
    fenced.saveTunerState(JOB, new TunerState.ContTune(8));

    assertThat(others.unfinished(JOB)).contains(entry);
    assertThat(others.tunerState(JOB)).contains(new TunerState.ContTune(8));
    assertThat(fenced.unfinished(JOB)).contains(entry);
  }

  @Test
  void refusesEveryWriteOfAHolderThatHasLostIt() {
    JdbcStore stale = fenced(taken());
    RescaleEntry begun = RescaleEntries.planned(JOB, 1);
    stale.write(begun);
    stale.saveTunerState(JOB, new TunerState.ContTune(8));
    seize();

    assertLost(() -> stale.write(begun.to(Stage.STOPPING, Instant.EPOCH, "late")));
    assertLost(() -> stale.saveTunerState(JOB, new TunerState.ContTune(64)));
    assertLost(() -> stale.append(JOB, StoreWriterMain.FINGERPRINTS, List.of(observation())));
    assertLost(() -> stale.saveSeenRun(JOB, SeenRunsContract.RUN));
    assertLost(() -> stale.append(DecisionRecords.hold(JOB, "late")));

    assertThat(others.unfinished(JOB)).contains(begun);
    assertThat(others.tunerState(JOB)).contains(new TunerState.ContTune(8));
    assertThat(others.history(JOB, StoreWriterMain.FINGERPRINTS, 5).observations()).isEmpty();
    assertThat(others.seenRun(JOB)).isEmpty();
    assertThat(others.decisions(JOB, 5)).isEmpty();
  }

  /** What is written is there when the next holder reads the journal. */
  @Test
  void isNotTakenBetweenTheCheckOfAWriteAndItsCommit() throws Exception {
    Lease lease = expired();
    ExecutorService next = Executors.newSingleThreadExecutor();
    try (Connection holder = database.connect()) {
      Transaction writes = new Transaction(holder);
      LeaseTable.require(writes, lease);

      Future<Claim> takes =
          next.submit(() -> others.leases().orElseThrow().take(JOB, "other:2", TERM));
      await().until(this::somebodyWaitsForALock);
      assertThat(takes.isDone()).isFalse();
      writes.update("insert into tuner_state (job, state) values (?, '{}')", JOB);
      holder.commit();

      assertThat(takes.get()).isEqualTo(new Claim.Granted(new Lease(JOB, 2, "other:2")));
    } finally {
      next.shutdownNow();
    }
  }

  private boolean somebodyWaitsForALock() throws SQLException {
    try (Connection watcher = server().watcher()) {
      return new Transaction(watcher).query(row -> row.getInt(1), server().waitingForLocks()).get(0)
          > 0;
    }
  }

  @Test
  void isTakenFromAHolderThatStandsStillWithinAWrite() throws SQLException {
    Lease lease = expired();
    try (Connection stopped = database.connect()) {
      database.begin(stopped);
      LeaseTable.require(new Transaction(stopped), lease);

      await()
          .ignoreException(StoreUnavailableException.class)
          .until(
              () -> others.leases().orElseThrow().take(JOB, "other:2", TERM),
              Claim.Granted.class::isInstance);
    }
  }

  private Lease taken() {
    return ((Claim.Granted) store().take(JOB, "this:1", TERM)).lease();
  }

  private Lease expired() {
    Lease lease = taken();
    store().renew(lease, Duration.ZERO);
    return lease;
  }

  private void seize() {
    try (Database other = ServerDatabase.open(database)) {
      other.write(
          t ->
              t.update(
                  "update lease set epoch = epoch + 1, holder = 'other:2' where job = ?", JOB));
    }
  }

  private JdbcStore fenced(Lease lease) {
    return mine.fencedBy(() -> lease);
  }

  private static void assertLost(ThrowingCallable write) {
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(write)
        .withMessage("the lease on job wordcount (epoch 1) was lost to other:2 (epoch 2)");
  }

  private static Observation observation() {
    return new Observation(new OperatorId("count"), 2, 100, Instant.EPOCH);
  }
}
