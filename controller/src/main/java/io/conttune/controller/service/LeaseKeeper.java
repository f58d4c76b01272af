package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.LeaseShare;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.LeaseLostException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Renews leases while they are held, so that a step that waits long for Flink does not cost its
 * job's lease, and looks at this controller's share of them. Renewals go on until the grace time is
 * over; other controllers learn at once that this one is told to stop.
 */
final class LeaseKeeper implements Runnable {
  /** A renewal that is slow, as behind a locked row, must not let the other leases expire. */
  private static final int THREADS = 8;

  private static final Duration LAST_RENEWALS = Duration.ofSeconds(1);

  private final LeaseShare share;
  private final Duration lookEvery;
  private final Duration renewEvery;
  private final EventLog log;
  private final StopSignal stop;
  private final ScheduledThreadPoolExecutor renewals;
  private boolean known = true;

  /**
   * A keeper without leases.
   *
   * @param lookEvery the time between two looks at the share
   * @param renewEvery the time between two renewals of a lease
   */
  LeaseKeeper(
      LeaseShare share, Duration lookEvery, Duration renewEvery, EventLog log, StopSignal stop) {
    this.share = share;
    this.lookEvery = lookEvery;
    this.renewEvery = renewEvery;
    this.log = log;
    this.stop = stop;
    this.renewals = new ScheduledThreadPoolExecutor(THREADS, LeaseKeeper::daemon);
    renewals.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    renewals.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "lease");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Renews this lease from now on, whenever it is held.
   *
   * @param isNeeded whether somebody still acts under the lease; once not, it is not renewed again
   */
  void keep(JobLease lease, BooleanSupplier isNeeded) {
    later(() -> renewAgain(lease, isNeeded));
  }

  private void renewAgain(JobLease lease, BooleanSupplier isNeeded) {
    if (isNeeded.getAsBoolean()) {
      renew(lease);
      later(() -> renewAgain(lease, isNeeded));
    }
  }

  /** After the end of the grace time nothing is begun any more. */
  private void later(Runnable task) {
    var unused = renewals.schedule(LoopPool.told(task), renewEvery.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void renew(JobLease lease) {
    try {
      lease.renew();
    } catch (LeaseLostException | StoreUnavailableException e) {
      // The loop of the job asks for the lease before it acts, and then logs what the loss means.
      log.log(Event.of(EventName.LEASE_NOT_RENEWED).with("reason", e.getMessage()));
    } catch (RuntimeException e) {
      // A defect met once must not cost the lease.
      tellDefect(e);
    }
  }

  /** Looks at the share again and again, and returns when the grace time is over. */
  @Override
  public void run() {
    try {
      attempt(share::look);
      while (!stop.endsWithin(lookEvery)) {
        attempt(share::look);
      }
      attempt(share::leave);
      while (!stop.graceEndsWithin(renewEvery)) {
        // The renewals go on.
      }
      renewals.shutdown();
      boolean unused = renewals.awaitTermination(LAST_RENEWALS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Runnable question) {
    try {
      question.run();
      if (!known) {
        log.log(Event.of(EventName.SHARES_KNOWN));
      }
      known = true;
    } catch (StoreUnavailableException e) {
      if (known) {
        log.log(Event.of(EventName.SHARES_UNKNOWN).with("reason", e.getMessage()));
      }
      known = false;
    } catch (RuntimeException e) {
      // A defect met once must not leave jobs without a controller.
      tellDefect(e);
    }
  }

  private void tellDefect(RuntimeException e) {
    log.log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
  }
}
