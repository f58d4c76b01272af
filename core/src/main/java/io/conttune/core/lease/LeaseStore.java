package io.conttune.core.lease;

import java.time.Duration;

/**
 * Port: keeps at most one lease per job. The store's own clock measures every term; no other clock
 * counts.
 */
public interface LeaseStore {
  /** Takes the lease if nobody holds it or if it has expired; a former holder has then lost it. */
  Claim take(String jobName, String holder, Duration term);

  /**
   * Extends the lease to this term from now. An expired lease is extended too, unless somebody has
   * taken it since.
   *
   * @throws LeaseLostException if somebody has taken it
   */
  void renew(Lease lease, Duration term);

  /** Makes the lease expire now; does nothing if it was lost. */
  void release(Lease lease);
}
