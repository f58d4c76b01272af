package io.conttune.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Leases in memory, by a clock that stands still until the test moves it. */
public final class FakeLeaseStore implements LeaseStore {
  private final Map<String, Kept> leases = new HashMap<>();
  private Instant now = Instant.EPOCH;

  private record Kept(Lease lease, Instant expiresAt) {}

  /** Moves the clock on. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** Gives the lease to somebody else at once, as if it had expired. */
  public synchronized Lease seize(String jobName, String holder, Duration term) {
    Kept kept = leases.get(jobName);
    Lease lease = new Lease(jobName, kept == null ? 1 : kept.lease().epoch() + 1, holder);
    leases.put(jobName, new Kept(lease, now.plus(term)));
    return lease;
  }

  @Override
  public synchronized Claim take(String jobName, String holder, Duration term) {
    Kept kept = leases.get(jobName);
    return kept != null && now.isBefore(kept.expiresAt())
        ? new Claim.Refused(kept.lease())
        : new Claim.Granted(seize(jobName, holder, term));
  }

  @Override
  public synchronized void renew(Lease lease, Duration term) {
    Lease present = leases.get(lease.jobName()).lease();
    if (!present.equals(lease)) {
      throw LeaseLostException.to(present, lease);
    }
    leases.put(lease.jobName(), new Kept(lease, now.plus(term)));
  }

  @Override
  public synchronized void release(Lease lease) {
    if (leases.get(lease.jobName()).lease().equals(lease)) {
      leases.put(lease.jobName(), new Kept(lease, now));
    }
  }
}
