package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.LeaseLostException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Renews the lease of one job while it is held, so that a step that waits long for Flink does not
 * cost the lease. It ends when it is told to stop, or when the loop of the job has ended.
 */
final class LeaseKeeper implements Runnable {
  private final JobLease lease;
  private final Duration period;
  private final EventLog log;
  private final StopSignal stop;
  private final BooleanSupplier needed;

  private LeaseKeeper(
      JobLease lease, Duration period, EventLog log, StopSignal stop, BooleanSupplier needed) {
    this.lease = lease;
    this.period = period;
    this.log = log;
    this.stop = stop;
    this.needed = needed;
  }

  /**
   * A thread for each lease: one whose renewal is slow must not let the others expire.
   *
   * @param needed whether somebody still acts under the leases; if not, the threads end
   */
  static List<Thread> threads(
      List<JobLease> leases,
      Duration period,
      EventLog log,
      StopSignal stop,
      BooleanSupplier needed) {
    return leases.stream()
        .map(lease -> new Thread(new LeaseKeeper(lease, period, log, stop, needed), "lease"))
        .toList();
  }

  @Override
  public void run() {
    try {
      while (!stop.graceEndsWithin(period) && needed.getAsBoolean()) {
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() {
    try {
      lease.renew();
    } catch (LeaseLostException | StoreUnavailableException e) {
      // The loop of the job asks for the lease before it acts, and then logs what the loss means.
      log.log(Event.of(EventName.LEASE_NOT_RENEWED).with("reason", e.getMessage()));
    } catch (RuntimeException e) {
      // A defect met once must not cost the lease.
      log.log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
    }
  }
}
