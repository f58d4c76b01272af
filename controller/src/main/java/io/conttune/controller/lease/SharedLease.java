package io.conttune.controller.lease;

import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.LeaseStore;
import java.time.Duration;
import java.util.Optional;

/**
 * A lease in a store that several controllers share. Whether it is held is asked of the store each
 * time that it matters, so no clock of this machine counts. Safe for several threads.
 */
public final class SharedLease implements JobLease {
  private final LeaseStore store;
  private final String jobName;
  private final String holder;
  private final Duration term;
  private volatile Optional<Lease> held = Optional.empty();

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

  @Override
  public LeaseStatus claim() {
    Optional<Lease> present = held;
    if (present.isPresent()) {
      return new LeaseStatus.Holding(present.get());
    }
    return store
        .take(jobName, holder, term)
        .match(
            granted -> {
              held = Optional.of(granted.lease());
              return new LeaseStatus.Holding(granted.lease());
            },
            refused -> new LeaseStatus.StandingBy(refused.other()));
  }

  @Override
  public void renew() {
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
      held = Optional.empty();
      throw e;
    }
  }

  @Override
  public void release() {
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
