package io.conttune.core.metrics;

import java.util.Locale;

/** Tells a job vertex that works from one that has finished or does something else. */
public enum VertexState {
  /** All subtasks run. */
  RUNNING,
  /**
   * Some subtasks have finished and the others run, as those of a source some of whose splits have
   * an end. It keeps its parallelism and its slots. Its records are measured, its times are not.
   */
  PARTLY_FINISHED,
  /** All subtasks have finished, as those of a bounded source do inside a running job. */
  FINISHED,
  /** Created, scheduled, deploying, initialising, cancelling or failed. */
  OTHER;

  /** True if records pass through the vertex. */
  public boolean isAtWork() {
    return this == RUNNING || this == PARTLY_FINISHED;
  }

  /** The state that Flink calls {@code name}. Names not known here are {@link #OTHER}. */
  public static VertexState of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "RUNNING" -> RUNNING;
      case "FINISHED" -> FINISHED;
      default -> OTHER;
    };
  }
}
