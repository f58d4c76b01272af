package io.conttune.controller.service;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LeaseStatusLog;
import io.conttune.controller.service.report.OutcomeLog;
import io.conttune.controller.service.report.StoreLog;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.LeaseLostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls the steps of one job's control loop, one after another, until it is told to stop. A step
 * that is under way comes to its end first.
 *
 * <p>While another controller has the lease on the job it only looks at it. What a controller has
 * in mind is forgotten when it loses the lease: the other one may have changed everything.
 */
final class JobLoop implements Runnable {
  private final JobTask task;
  private final EventLog log;
  private final OutcomeLog outcomes;
  private final LeaseStatusLog standings;
  private final StoreLog storeLog;
  private final InstantSource clock;
  private final CountDownLatch stop;
  private JobController controller;
  private Instant nextLook = Instant.MIN;

  JobLoop(JobTask task, EventLog log, InstantSource clock, CountDownLatch stop) {
    this.task = task;
    this.log = log.forJob(task.jobName());
    this.outcomes = new OutcomeLog(this.log, clock);
    this.standings = new LeaseStatusLog(this.log);
    this.storeLog = new StoreLog(this.log, clock);
    this.clock = clock;
    this.stop = stop;
    this.controller = task.controllers().get();
  }

  @Override
  public void run() {
    try {
      Duration delay = step();
      while (!stop.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        delay = step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release();
    }
  }

  private Duration step() {
    try {
      Duration delay = claimed();
      storeLog.works();
      return delay;
    } catch (LeaseLostException e) {
      standings.lost(e.getMessage());
      forget();
      return Duration.ZERO;
    } catch (StoreUnavailableException e) {
      storeLog.failed(e);
    } catch (Exception e) {
      // The one place where anything is caught: a defect met with one job must not end the others.
      log.log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
    }
    return task.pace().poll();
  }

  private Duration claimed() {
    LeaseStatus standing = task.lease().claim();
    LeaseStatusLog.Change change = standings.log(standing);
    if (change == LeaseStatusLog.Change.LOST) {
      forget();
    }
    if (change != LeaseStatusLog.Change.NONE) {
      return Duration.ZERO;
    }
    return standing instanceof LeaseStatus.StandingBy ? standBy() : act();
  }

  private Duration act() {
    StepOutcome outcome = controller.step();
    outcomes.log(outcome);
    return task.pace().after(outcome);
  }

  /** Asks for the lease more often than it looks at the job. */
  private Duration standBy() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      outcomes.log(controller.watch());
      nextLook = now.plus(task.pace().poll());
    }
    return task.claimEvery();
  }

  private void forget() {
    controller = task.controllers().get();
    nextLook = Instant.MIN;
  }

  private void release() {
    try {
      task.lease().release();
    } catch (StoreUnavailableException e) {
      // It expires.
      storeLog.failed(e);
    }
  }
}
