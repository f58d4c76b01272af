package io.conttune.controller.lease;

import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A lease in a store that several controllers share. Whether it is held is asked of the store each
 * time that it matters, so no clock of this machine counts. Which controller should take it, and
 * which should leave it to others, a {@link LeaseShare} tells. Safe for several threads.
 */
public final class SharedLease implements JobLease {
  private final LeaseStore store;
  private final String jobName;
  private final String holder;
  private final Duration term;
  private volatile Optional<Lease> held = Optional.empty();

  /** Until the shares are known, whoever is first takes a lease. */
  private volatile Told told = new Told(true, false, Optional.empty(), 1);

  private volatile boolean busy;

  /**
   * Advice that a {@link LeaseShare} gives.
   *
   * @param take whether to take the lease, if it is not held
   * @param leave whether to leave it to others, if it is held
   * @param present the lease of whoever has it
   * @param standbys number of controllers that stand by on the job while one acts, at least 1
   */
  record Told(boolean take, boolean leave, Optional<Lease> present, int standbys) {
    /** What is to be done until the next advice, by what is known of the others. */
    Told then(boolean takes) {
      return new Told(takes, false, Optional.empty(), standbys);
    }
  }

  /**
   * A lease that is not held yet.
   *
   * @param holder names this controller to people
   * @param term for which it is had at a time
   */
  public SharedLease(LeaseStore store, String jobName, String holder, Duration term) {
    this.store = store;
    this.jobName = jobName;
    this.holder = holder;
    this.term = term;
  }

  /** The job that it is the lease of. */
  String jobName() {
    return jobName;
  }

  /** Tells what to do at the next claim. */
  void tell(Told next) {
    told = next;
  }

  /** Whether the lease could not be left to others when it should have been. */
  public boolean isBusy() {
    return busy;
  }

  @Override
  public LeaseStatus claim(BooleanSupplier isBusy) {
    Told now = told;
    Optional<Lease> present = held;
    if (present.isEmpty()) {
      busy = false;
      return now.take() ? take() : new LeaseStatus.StandingBy(now.present());
    }
    if (now.leave() || busy) {
      busy = isBusy.getAsBoolean();
    }
    if (!now.leave() || busy) {
      return new LeaseStatus.Holding(present.get());
    }
    return handOver(present.get());
  }

  /** If the store fails, the lease counts as held: the next renewal tells. */
  private synchronized LeaseStatus handOver(Lease lease) {
    store.release(lease);
    held = Optional.empty();
    told = told.then(false);
    return new LeaseStatus.HandedOver(lease);
  }

  private LeaseStatus take() {
    return store
        .take(jobName, holder, term)
        .match(
            granted -> {
              held = Optional.of(granted.lease());
              return new LeaseStatus.Holding(granted.lease());
            },
            refused -> new LeaseStatus.StandingBy(Optional.of(refused.other())));
  }

  /** Waits for a release, and a release for it: what was released must not be extended again. */
  @Override
  public synchronized void renew() {
    Optional<Lease> present = held;
    if (present.isPresent()) {
      renew(present.get());
    }
  }

  @Override
  public void confirm() {
    renew(current());
  }

  private void renew(Lease lease) {
    try {
      store.renew(lease, term);
    } catch (LeaseLostException e) {
      // The next claim asks the store who has it.
      told = told.then(true);
      held = Optional.empty();
      throw e;
    }
  }

  @Override
  public int standbys() {
    return told.standbys();
  }

  @Override
  public synchronized void release() {
    Optional<Lease> present = held;
    held = Optional.empty();
    if (present.isPresent()) {
      store.release(present.get());
    }
  }

  /**
   * The lease that is held, as far as this controller knows.
   *
   * @throws LeaseLostException if none is
   */
  public Lease current() {
    return held.orElseThrow(
        () -> new LeaseLostException("the lease on job %s is not held".formatted(jobName)));
  }
}
