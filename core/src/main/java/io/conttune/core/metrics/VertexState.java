package io.conttune.core.metrics;

import java.util.Locale;

/** Tells a job vertex that works from one that has finished or does something else. */
public enum VertexState {
  /** All subtasks run (or have finished). */
  RUNNING,
  /** All subtasks have finished, as those of a bounded source do inside a running job. */
  FINISHED,
  /** Created, scheduled, deploying, initialising, cancelling or failed. */
  OTHER;

  /** The state that Flink calls {@code name}. Names not known here are {@link #OTHER}. */
  public static VertexState of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "RUNNING" -> RUNNING;
      case "FINISHED" -> FINISHED;
      default -> OTHER;
    };
  }
}
