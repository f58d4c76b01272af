package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
  private static final Duration PERIOD = Duration.ofMillis(5);

  private final StopSignal stop = new StopSignal();
  private final AtomicBoolean needed = new AtomicBoolean(true);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void stopKeepers() {
    answer.countDown();
    stop.stop();
    stop.endGrace();
  }

  /** As behind a row that somebody has locked. */
  @Test
  void aRenewalThatHangsLetsNoOtherLeaseExpire() {
    RenewedLease hanging = new RenewedLease(this::awaitAnswer);
    RenewedLease other = new RenewedLease(() -> {});

    keep(hanging, other);

    await().until(() -> hanging.renewals.get() == 1 && other.renewals.get() > 3);
  }

  @Test
  void aRenewalThatFailsIsToldAndTriedAgain() {
    RenewedLease failing =
        new RenewedLease(
            () -> {
              throw new StoreUnavailableException("the store is away");
            });

    keep(failing);

    await().until(() -> failing.renewals.get() > 3);
    assertThat(events).extracting(Event::name).containsOnly(EventName.LEASE_NOT_RENEWED);
    assertThat(events.get(0).fields()).containsEntry("reason", "the store is away");
  }

  @Test
  void endsWhenItIsToldToStop() throws InterruptedException {
    List<Thread> keepers = keep(new RenewedLease(() -> {}));

    stop.stop();
    stop.endGrace();

    for (Thread keeper : keepers) {
      keeper.join();
    }
  }

  @Test
  void endsWhenNobodyActsUnderTheLeaseAnyMore() throws InterruptedException {
    List<Thread> keepers = keep(new RenewedLease(() -> {}));

    needed.set(false);

    for (Thread keeper : keepers) {
      keeper.join();
    }
  }

  private List<Thread> keep(JobLease... leases) {
    List<Thread> keepers =
        LeaseKeeper.threads(List.of(leases), PERIOD, events::add, stop, needed::get);
    keepers.forEach(Thread::start);
    return keepers;
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A lease that counts its renewals, each of which takes as long as its answer. */
  private static final class RenewedLease implements JobLease {
    private final AtomicInteger renewals = new AtomicInteger();
    private final Runnable answer;

    RenewedLease(Runnable answer) {
      this.answer = answer;
    }

    @Override
    public LeaseStatus claim() {
      return new LeaseStatus.Alone();
    }

    @Override
    public void renew() {
      renewals.incrementAndGet();
      answer.run();
    }

    @Override
    public void confirm() {}

    @Override
    public void release() {}
  }
}
