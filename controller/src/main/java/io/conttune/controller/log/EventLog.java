package io.conttune.controller.log;

/** Where events go; tests collect them in a list. */
@FunctionalInterface
public interface EventLog {
  /** Logs one event at its level. */
  void log(Event event);

  /** A log whose events all carry this job. */
  default EventLog forJob(String job) {
    return event -> log(event.ofJob(job));
  }
}
