package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.LeaseLostException;
import java.time.Duration;
import java.util.List;

/**
 * Renews the leases that are held, so that a step that waits long for Flink does not cost the job's
 * lease. It ends when it is told to stop.
 */
final class LeaseKeeper implements Runnable {
  private final List<JobLease> leases;
  private final Duration period;
  private final EventLog log;
  private final StopSignal stop;

  LeaseKeeper(List<JobLease> leases, Duration period, EventLog log, StopSignal stop) {
    this.leases = List.copyOf(leases);
    this.period = period;
    this.log = log;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      while (!stop.graceEndsWithin(period)) {
        renewAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A store that hangs makes each renewal slow; it must not make the service slow to stop. */
  private void renewAll() throws InterruptedException {
    for (JobLease lease : leases) {
      if (stop.graceEndsWithin(Duration.ZERO)) {
        return;
      }
      renew(lease);
    }
  }

  private void renew(JobLease lease) {
    try {
      lease.renew();
    } catch (LeaseLostException | StoreUnavailableException e) {
      // Its loop finds out, and says what it means, before it does anything else.
      log.log(Event.of(EventName.LEASE_NOT_RENEWED).with("reason", e.getMessage()));
    } catch (RuntimeException e) {
      // A defect met with one lease must not cost the others.
      log.log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
    }
  }
}
