package io.conttune.controller.service;

import io.conttune.controller.lease.SharedLease;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.store.JdbcStore;
import io.conttune.core.lease.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Gives each job its part of the store. Where controllers share it, that part is leased, one lease
 * for each job: the jobs of a controller that has died are taken over one by one, by whichever
 * other serves them, and a controller may serve jobs that the others do not know.
 */
public final class StoreAccess {
  private static final int RENEWALS_IN_TERM = 3;
  private static final int CLAIMS_IN_TERM = 15;

  private final JdbcStore store;
  private final UnaryOperator<JobStores> outer;
  private final String holder;
  private final Duration term;

  /**
   * Access to this store.
   *
   * @param outer wraps the stores of a job; the identity leaves them as they are
   * @param holder names this controller to people who look at another one
   * @param term of a lease
   */
  public StoreAccess(
      JdbcStore store, UnaryOperator<JobStores> outer, String holder, Duration term) {
    this.store = store;
    this.outer = outer;
    this.holder = holder;
    this.term = term;
  }

  /** Whether other controllers may have the store open. */
  boolean isShared() {
    return store.leases().isPresent();
  }

  /** How often a lease that is held is renewed: two renewals may fail. */
  Duration renewEvery() {
    return term.dividedBy(RENEWALS_IN_TERM);
  }

  /** How often a lease that is not held is asked for: a small part of the time that it takes. */
  Duration claimEvery() {
    return term.dividedBy(CLAIMS_IN_TERM);
  }

  /** The part of the store that is this job's. */
  LeasedStores of(String jobName) {
    Optional<LeaseStore> leases = store.leases();
    if (leases.isEmpty()) {
      return LeasedStores.sole(stores(store));
    }
    SharedLease lease = new SharedLease(leases.get(), jobName, holder, term);
    return new LeasedStores(stores(store.fencedBy(lease::current)), lease);
  }

  private JobStores stores(JdbcStore opened) {
    return outer.apply(JobStores.in(opened));
  }
}
