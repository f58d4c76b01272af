package io.conttune.controller.lease;

import io.conttune.core.lease.ControllerRegister;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseShares;
import io.conttune.core.lease.ServingController;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * This controller's share of the leases: tells each lease, again and again, whether it is to be
 * had. Leases may be added and dropped by any thread.
 */
public final class LeaseShare {
  /**
   * After so many looks at which a lease was free, whoever sees it takes it, whatever the shares: a
   * controller whose turn it is may be there, and yet not take it.
   */
  private static final int LOOKS_AT_A_FREE_LEASE = 5;

  private final ControllerRegister register;
  private final String name;
  private final Duration term;
  private final Map<String, SharedLease> leases = new ConcurrentHashMap<>();

  /** How many looks in a row have found the lease on a job free. */
  private Map<String, Integer> free = Map.of();

  /** Jobs that were free for long, so that leaving them to others again would be in vain. */
  private final Set<String> returned = new HashSet<>();

  private Set<String> present = Set.of();

  /**
   * A share without leases.
   *
   * @param name of this controller, as the holder of its leases
   * @param term for which it counts as present after each look; at most that for which a renewed
   *     lease is held until the next renewal is due, so that nothing is left to one that has died
   */
  public LeaseShare(ControllerRegister register, String name, Duration term) {
    this.register = register;
    this.name = name;
    this.term = term;
  }

  /** From now on this controller could act under this lease. */
  public void add(SharedLease lease) {
    leases.put(lease.jobName(), lease);
  }

  /** From now on this controller takes the lease on this job no more; one that it has, it keeps. */
  public void drop(String jobName) {
    leases.remove(jobName);
  }

  /**
   * Looks at all shares, and tells each lease what to do. One thread at a time may call this.
   *
   * @throws io.conttune.core.StoreUnavailableException if the store does not tell the shares; the
   *     leases then stay with what they were told
   */
  public void look() {
    Map<String, SharedLease> now = Map.copyOf(leases);
    LeaseShares shares =
        register.enter(new ServingController(name, List.copyOf(now.keySet())), term);
    Map<String, Lease> held =
        shares.held().stream().collect(Collectors.toMap(Lease::jobName, Function.identity()));
    Set<String> overdue = overdue(now.keySet(), held.keySet());
    note(shares, overdue);
    Set<String> kept = new HashSet<>(returned);
    now.values().stream().filter(SharedLease::isBusy).map(SharedLease::jobName).forEach(kept::add);
    ShareOut part = ShareOut.of(name, shares, kept);
    now.forEach(
        (job, lease) ->
            lease.tell(
                new SharedLease.Told(
                    part.take().contains(job) || overdue.contains(job),
                    part.leave().contains(job),
                    Optional.ofNullable(held.get(job)),
                    standbys(shares, job))));
  }

  private static int standbys(LeaseShares shares, String job) {
    long serving =
        shares.controllers().stream()
            .filter(controller -> Collections.binarySearch(controller.jobs(), job) >= 0)
            .count();
    return (int) Math.max(1, serving - 1);
  }

  /** The jobs that nobody has had for so long that it is time to act on them. */
  private Set<String> overdue(Set<String> jobs, Set<String> held) {
    Map<String, Integer> looks = new HashMap<>();
    jobs.stream()
        .filter(job -> !held.contains(job))
        .forEach(job -> looks.put(job, free.getOrDefault(job, 0) + 1));
    free = looks;
    return looks.keySet().stream()
        .filter(job -> looks.get(job) > LOOKS_AT_A_FREE_LEASE)
        .collect(Collectors.toSet());
  }

  private void note(LeaseShares shares, Set<String> overdue) {
    Set<String> now =
        shares.controllers().stream().map(ServingController::name).collect(Collectors.toSet());
    if (!now.equals(present)) {
      returned.clear();
    }
    present = now;
    returned.addAll(overdue);
  }

  /**
   * Tells the others that this controller takes no more leases.
   *
   * @throws io.conttune.core.StoreUnavailableException if the store does not take it; it is then
   *     forgotten when its term is over
   */
  public void leave() {
    register.leave(name);
  }
}
