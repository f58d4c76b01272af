package io.conttune.core.lease;

import java.time.Duration;

/**
 * Port: keeps the lease on each job, one at a time. Terms are measured by the store's own clock; no
 * other one counts.
 */
public interface LeaseStore {
  /** Takes the lease if it is nobody's, or has expired; whoever held it has lost it then. */
  Claim take(String jobName, String holder, Duration term);

  /**
   * Extends the lease to this term from now. Also one that has expired, if nobody took it since.
   *
   * @throws LeaseLostException if somebody has
   */
  void renew(Lease lease, Duration term);

  /** Lets it expire now; does nothing if it was lost. */
  void release(Lease lease);
}
