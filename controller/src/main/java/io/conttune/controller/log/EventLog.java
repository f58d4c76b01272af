package io.conttune.controller.log;

/** Port: takes the events that the service logs. */
@FunctionalInterface
public interface EventLog {
  /** Logs one event at its level. */
  void log(Event event);

  /** A log whose events all carry this job. */
  default EventLog forJob(String job) {
    return event -> log(event.ofJob(job));
  }
}
