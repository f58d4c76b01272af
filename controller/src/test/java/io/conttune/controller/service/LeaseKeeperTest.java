package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.LeaseShare;
import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.ControllerRegister;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.LeaseShares;
import io.conttune.core.lease.ServingController;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
  private static final Duration PERIOD = Duration.ofMillis(5);

  private final Register register = new Register();
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
  void leavesTheRegisterAtOnceAndRenewsUntilTheGraceTimeIsOver() throws InterruptedException {
    RenewedLease lease = new RenewedLease(() -> {});
    Thread keeper = keep(lease);
    await().until(() -> register.isThere());

    stop.stop();
    await().until(() -> !register.isThere());
    int before = lease.renewals.get();
    await().until(() -> lease.renewals.get() > before);

    stop.endGrace();
    keeper.join();
    int last = lease.renewals.get();
    // A renewal would be due many times over.
    await().during(PERIOD.multipliedBy(20)).until(() -> lease.renewals.get() == last);
  }

  @Test
  void renewsALeaseNoMoreUnderWhichNobodyActs() {
    RenewedLease ended = new RenewedLease(() -> {});
    keep(ended);
    await().until(() -> ended.renewals.get() > 0);

    needed.set(false);

    int last = ended.renewals.get();
    // One may be under way; another would be due many times over.
    await().during(PERIOD.multipliedBy(20)).until(() -> ended.renewals.get() <= last + 1);
  }

  @Test
  void sharesThatAreNotToldAreToldOfOnceAndAskedForAgain() {
    register.failure = Optional.of("the store is away");
    keep();
    await().until(() -> register.asked.get() > 3);

    register.failure = Optional.empty();
    await().until(() -> events.size() == 2);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.SHARES_UNKNOWN, EventName.SHARES_KNOWN);
    assertThat(events.get(0).fields()).containsEntry("reason", "the store is away");
  }

  private Thread keep(JobLease... leases) {
    LeaseKeeper keeper =
        new LeaseKeeper(
            new LeaseShare(register, "this:1", Duration.ofMinutes(1)),
            PERIOD,
            PERIOD,
            events::add,
            stop);
    for (JobLease lease : leases) {
      keeper.keep(lease, needed::get);
    }
    Thread thread = new Thread(keeper, "leases");
    thread.start();
    return thread;
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A register that may fail. */
  private static final class Register implements ControllerRegister {
    private final FakeLeaseStore store = new FakeLeaseStore();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean present;

    boolean isThere() {
      return present;
    }

    @Override
    public LeaseShares enter(ServingController controller, Duration term) {
      asked.incrementAndGet();
      failure.ifPresent(
          reason -> {
            throw new StoreUnavailableException(reason);
          });
      present = true;
      return store.enter(controller, term);
    }

    @Override
    public void leave(String name) {
      store.leave(name);
      present = false;
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
    public LeaseStatus claim(BooleanSupplier isBusy) {
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
    public int standbys() {
      return 1;
    }

    @Override
    public void release() {}
  }
}
