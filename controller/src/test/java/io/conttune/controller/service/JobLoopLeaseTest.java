package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.lease.LeaseShare;
import io.conttune.controller.lease.SharedLease;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobOutage;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.ServingController;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.ForwardingJournal;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A loop that shares its job with other controllers. */
class JobLoopLeaseTest extends JobLoopFixture {
  private static final JobSighting FAILED =
      new JobSighting.NotSeen("job-1 is FAILED", new JobSighting.Ended("job-1", JobState.FAILED));

  private static final Duration TERM = Duration.ofSeconds(15);

  private final FakeLeaseStore leases = new FakeLeaseStore();

  @Test
  void onlyLooksWhileAnotherControllerHasTheLeaseAndActsOnceItIsReleased() {
    Lease other = leases.seize("WordCount", "other:1", TERM);
    lease = new SharedLease(leases, "WordCount", "this:2", TERM);
    AtomicInteger read = new AtomicInteger();
    journal = countingReads(read);
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(read.get()).isZero();
    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.STANDING_BY, EventName.JOB_WAITING);
    assertThat(events.get(0).fields()).containsEntry("holder", "other:1");

    leases.release(other);
    await().atMost(DEADLINE).until(() -> read.get() >= 1);

    assertThat(events).extracting(Event::name).endsWith(EventName.LEASE_TAKEN);
    assertThat(last().fields()).containsEntry("epoch", 2L).containsEntry("holder", "this:2");
  }

  @Test
  void forgetsWhatItHasInMindWhenTheLeaseIsLostWithinAStep() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    start(
        () -> {
          if (controllers.get() == 1) {
            leases.seize("WordCount", "other:1", TERM);
            shared.confirm();
          }
          return new JobSighting.NotSeen("no job");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.LEASE_TAKEN,
            EventName.LEASE_LOST,
            EventName.STANDING_BY,
            EventName.JOB_WAITING);
    assertThat(events.get(1).fields())
        .containsEntry(
            "reason", "the lease on job WordCount (epoch 1) was lost to other:1 (epoch 2)");
    assertThat(controllers.get()).isEqualTo(2);
  }

  @Test
  void beginsAnewWithALeaseThatWasLostAndTakenAgain() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    AtomicInteger looks = new AtomicInteger();
    start(
        () -> {
          if (looks.incrementAndGet() == 1) {
            isTakenAndGivenBack(shared);
          }
          return new JobSighting.NotSeen("no job");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.LEASE_TAKEN,
            EventName.JOB_WAITING,
            EventName.LEASE_LOST,
            EventName.LEASE_TAKEN);
    assertThat(last().fields()).containsEntry("epoch", 3L);
    assertThat(controllers.get()).isEqualTo(2);
  }

  /** Another controller may have written it while it had the lease. */
  @Test
  void readsWhatIsKnownOfTheJobOnceWithEachLease() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    AtomicInteger reads = new AtomicInteger();
    seenRuns = countingReadsOfRuns(reads);
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger readsByThen = new AtomicInteger();
    start(
        () -> {
          if (looks.incrementAndGet() == 3) {
            readsByThen.set(reads.get());
            isTakenAndGivenBack(shared);
          }
          return FAILED;
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> controllers.get() == 2 && looks.get() >= 6);

    assertThat(readsByThen.get()).isEqualTo(1);
    assertThat(reads.get()).isEqualTo(2);
  }

  @Test
  void keepsTheBeginOfAnOutageWhenTheLeaseIsLostAndTakenAgain() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    AtomicInteger looks = new AtomicInteger();
    start(
        () -> {
          if (looks.incrementAndGet() == 3) {
            isTakenAndGivenBack(shared);
          }
          return FAILED;
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> controllers.get() == 2 && outages.size() >= 6);

    assertThat(outages.stream().map(JobOutage::since).distinct()).hasSize(1);
  }

  @Test
  void leavesTheJobToOneWithFewerJobsBetweenTwoStepsAndForgetsWhatItHasInMind() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    LeaseShare share = new LeaseShare(leases, "this:2", TERM);
    share.add(shared);
    lease = shared;
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> steps.get() >= 2);
    leases.seize("another job", "this:2", TERM);
    leases.enter(new ServingController("other:1", List.of("WordCount")), TERM);

    share.look();
    await().atMost(DEADLINE).until(() -> names().contains(EventName.LEASE_HANDED_OVER));
    Claim taken = leases.take("WordCount", "other:1", TERM);
    share.look();
    await().atMost(DEADLINE).until(() -> names().contains(EventName.STANDING_BY));

    assertThat(taken).isEqualTo(new Claim.Granted(new Lease("WordCount", 2, "other:1")));
    assertThat(names())
        .containsSubsequence(
            EventName.LEASE_TAKEN, EventName.LEASE_HANDED_OVER, EventName.STANDING_BY)
        .doesNotContain(EventName.LEASE_LOST);
    assertThat(last().fields()).containsEntry("holder", "other:1");
    assertThat(controllers.get()).isEqualTo(2);
  }

  @Test
  void keepsTheJobUntilItsRescaleIsOver() {
    RescaleEntry unfinished = submitted();
    cluster.beginOutage("connection refused");
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    LeaseShare share = new LeaseShare(leases, "this:2", TERM);
    share.add(shared);
    lease = shared;
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> names().contains(EventName.LEASE_TAKEN));
    leases.seize("another job", "this:2", TERM);
    leases.enter(new ServingController("other:1", List.of("WordCount")), TERM);

    share.look();
    await().atMost(DEADLINE).until(shared::isBusy);
    assertThat(leases.take("WordCount", "other:1", TERM)).isInstanceOf(Claim.Refused.class);

    store.write(unfinished.to(Stage.ABANDONED, Instant.now(), "it was given up"));
    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              share.look();
              return names().contains(EventName.LEASE_HANDED_OVER);
            });
  }

  @Test
  void leavesTheJobToAnotherControllerAtOnceWhenItIsStopped() throws Exception {
    lease = new SharedLease(leases, "WordCount", "this:2", TERM);
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofDays(1));
    await().atMost(DEADLINE).until(() -> steps.get() == 1);
    assertThat(leases.take("WordCount", "other:1", TERM)).isInstanceOf(Claim.Refused.class);

    stop.stop();
    run().join(DEADLINE);

    assertThat(leases.take("WordCount", "other:1", TERM)).isInstanceOf(Claim.Granted.class);
  }

  /** Another controller has the lease for a moment. */
  private void isTakenAndGivenBack(SharedLease lost) {
    leases.release(leases.seize("WordCount", "other:1", TERM));
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lost::renew);
  }

  private SeenRuns countingReadsOfRuns(AtomicInteger reads) {
    return new SeenRuns() {
      @Override
      public void saveSeenRun(String jobName, SeenRun run) {
        store.saveSeenRun(jobName, run);
      }

      @Override
      public Optional<SeenRun> seenRun(String jobName) {
        reads.incrementAndGet();
        return store.seenRun(jobName);
      }
    };
  }

  private Journal countingReads(AtomicInteger reads) {
    return new ForwardingJournal(store) {
      @Override
      public Optional<RescaleEntry> unfinished(String jobName) {
        reads.incrementAndGet();
        return super.unfinished(jobName);
      }
    };
  }
}
