package io.conttune.controller.service;

import io.conttune.controller.lease.LeaseShare;
import io.conttune.controller.lease.SharedLease;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.store.JdbcStore;
import io.conttune.core.lease.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Gives each job its part of the store. Where controllers share the store, each job has a lease of
 * its own, and each controller its share of the leases. When a controller dies, the others that
 * serve its jobs take them over. A controller may serve jobs that the others do not know.
 */
public final class StoreAccess {
  private static final int RENEWALS_IN_TERM = 3;
  private static final int CLAIMS_IN_TERM = 15;

  /** A lease that was renewed in time is held for longer after the last sign of its holder. */
  private static final int RENEWALS_IN_PRESENCE = 2;

  private final JdbcStore store;
  private final UnaryOperator<JobStores> outer;
  private final String holder;
  private final Duration term;
  private final Optional<LeaseShare> share;

  /**
   * Access to this store.
   *
   * @param outer wraps the stores of a job; the identity leaves them as they are
   * @param holder name of this controller, to itself and to the others; no two processes have the
   *     same
   * @param term the time for which a lease is valid unless it is renewed
   */
  public StoreAccess(
      JdbcStore store, UnaryOperator<JobStores> outer, String holder, Duration term) {
    this.store = store;
    this.outer = outer;
    this.holder = holder;
    this.term = term;
    this.share =
        store
            .controllers()
            .map(
                register ->
                    new LeaseShare(
                        register, holder, renewEvery().multipliedBy(RENEWALS_IN_PRESENCE)));
  }

  /** The leases of this controller, of what {@link #of} has given; empty if it is alone. */
  Optional<LeaseShare> share() {
    return share;
  }

  /** The time between two renewals of a lease: two of them may fail before it expires. */
  Duration renewEvery() {
    return term.dividedBy(RENEWALS_IN_TERM);
  }

  /**
   * The time between two looks at the shares, and between two questions of a loop that stands by
   * whether it is its turn.
   */
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
    share.ifPresent(of -> of.add(lease));
    return new LeasedStores(stores(store.fencedBy(lease::current)), lease);
  }

  private JobStores stores(JdbcStore opened) {
    return outer.apply(JobStores.in(opened));
  }
}
