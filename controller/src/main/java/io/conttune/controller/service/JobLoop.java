package io.conttune.controller.service;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls the steps of one job's control loop, one after another, until it is told to stop. A step
 * that is under way comes to its end first.
 */
final class JobLoop implements Runnable {
  private final JobController controller;
  private final Pace pace;
  private final EventLog log;
  private final OutcomeLog outcomes;
  private final CountDownLatch stop;

  JobLoop(
      JobController controller, Pace pace, EventLog log, InstantSource clock, CountDownLatch stop) {
    this.controller = controller;
    this.pace = pace;
    this.log = log.forJob(controller.jobName());
    this.outcomes = new OutcomeLog(this.log, clock);
    this.stop = stop;
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
    }
  }

  private Duration step() {
    try {
      StepOutcome outcome = controller.step();
      outcomes.log(outcome);
      return pace.after(outcome);
    } catch (StoreUnavailableException e) {
      log.log(Event.of(EventName.STORE_FAILED).with("reason", e.getMessage()).because(e));
    } catch (Exception e) {
      // The one place where anything is caught: a defect met with one job must not end the others.
      log.log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
    }
    return pace.poll();
  }
}
