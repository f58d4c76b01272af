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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Calls the steps of one job's control loop, one after another, for as long as the service runs.
 */
final class JobLoop {
  private final JobController controller;
  private final Pace pace;
  private final EventLog log;
  private final OutcomeLog outcomes;
  private final ScheduledExecutorService executor;

  JobLoop(
      JobController controller,
      Pace pace,
      EventLog log,
      InstantSource clock,
      ScheduledExecutorService executor) {
    this.controller = controller;
    this.pace = pace;
    this.log = log.forJob(controller.jobName());
    this.outcomes = new OutcomeLog(this.log, clock);
    this.executor = executor;
  }

  void start() {
    schedule(Duration.ZERO);
  }

  private void stepAndGoOn() {
    schedule(step());
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

  private void schedule(Duration delay) {
    try {
      executor.schedule(this::stepAndGoOn, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The service is closing: this step was the last.
      if (!executor.isShutdown()) {
        throw e;
      }
    }
  }
}
