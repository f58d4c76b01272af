package io.conttune.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Leases and controllers in memory, by a clock that stands still until the test moves it. */
public final class FakeLeaseStore implements LeaseStore, ControllerRegister {
  private final Map<String, Kept> leases = new HashMap<>();
  private final Map<String, Entered> controllers = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;

  private record Kept(Lease lease, Instant expiresAt) {}

  private record Entered(ServingController controller, Instant expiresAt) {}

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

  @Override
  public synchronized LeaseShares enter(ServingController controller, Duration term) {
    controllers.values().removeIf(entered -> !now.isBefore(entered.expiresAt()));
    controllers.put(controller.name(), new Entered(controller, now.plus(term)));
    return new LeaseShares(
        controllers.values().stream().map(Entered::controller).toList(),
        leases.values().stream()
            .filter(kept -> now.isBefore(kept.expiresAt()))
            .map(Kept::lease)
            .toList());
  }

  @Override
  public synchronized void leave(String name) {
    controllers.remove(name);
  }
}
