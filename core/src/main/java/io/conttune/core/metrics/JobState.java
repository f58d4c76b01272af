package io.conttune.core.metrics;

import java.util.Locale;

/** The states of a job that make a difference to the controller. */
public enum JobState {
  RUNNING,
  /** On its way up or restarting: not running, not ended. */
  TRANSITIONAL,
  FINISHED,
  CANCELED,
  FAILED;

  /** The state that Flink calls {@code name}. Names not known here are transitional. */
  public static JobState of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "RUNNING" -> RUNNING;
      case "FINISHED" -> FINISHED;
      case "CANCELED" -> CANCELED;
      case "FAILED" -> FAILED;
      default -> TRANSITIONAL;
    };
  }

  /** The state in a sentence for a person, who knows Flink's words only. */
  public String words() {
    return this == TRANSITIONAL ? "restarting or on its way up" : name();
  }

  /** Whether the job has ended for good and no longer holds slots. */
  public boolean isTerminal() {
    return this == FINISHED || this == CANCELED || this == FAILED;
  }
}
