package io.conttune.controller.service;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
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
 * <p>While another controller holds the job's lease, the loop only looks at the job. When the loop
 * loses the lease it starts with a new {@link JobController}, because the other controller may have
 * changed everything that the old one remembers.
 */
final class JobLoop implements Runnable {
  private final JobTask task;
  private final LoopListener listener;
  private final InstantSource clock;
  private final CountDownLatch stop;
  private JobController controller;
  private LeaseStatus right = new LeaseStatus.Alone();
  private Instant nextLook = Instant.MIN;

  JobLoop(JobTask task, LoopListener listener, InstantSource clock, CountDownLatch stop) {
    this.task = task;
    this.listener = listener;
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
      return claimed();
    } catch (LeaseLostException e) {
      right = new LeaseStatus.Alone();
      listener.hear(new LoopNews.LeaseLost(e.getMessage()));
      forget();
      return Duration.ZERO;
    } catch (StoreUnavailableException e) {
      listener.hear(new LoopNews.StoreFailed(e));
    } catch (Exception e) {
      // The one place where anything is caught: a defect met with one job must not end the others.
      listener.hear(new LoopNews.Defect(e));
    }
    return task.pace().poll();
  }

  private Duration claimed() {
    LeaseStatus before = right;
    right = task.lease().claim();
    if (right.equals(before)) {
      return right.match(alone -> act(), holding -> act(), standingBy -> standBy());
    }
    listener.hear(new LoopNews.LeaseChanged(before, right));
    boolean lost = before.match(alone -> false, holding -> true, standingBy -> false);
    if (lost) {
      forget();
    }
    return Duration.ZERO;
  }

  private Duration act() {
    StepOutcome outcome = controller.step();
    listener.hear(new LoopNews.Stepped(outcome));
    return task.pace().after(outcome);
  }

  /** Asks for the lease more often than it looks at the job. */
  private Duration standBy() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      listener.hear(new LoopNews.Stepped(controller.watch()));
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
      listener.hear(new LoopNews.StoreFailed(e));
    }
  }
}
