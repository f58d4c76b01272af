package io.conttune.collector;

/** The reasons for which a window has no metrics to decide upon. */
public enum NotReadyCause {
  /** The job is starting, restarting or ending. */
  JOB_NOT_RUNNING,
  /** A job vertex is neither RUNNING nor FINISHED. */
  VERTEX_NOT_RUNNING,
  /** The job has only just started. */
  WARMING_UP,
  /** Flink's per-second gauges still climb after the start. */
  GAUGES_CLIMBING,
  /** Flink did not report a metric, or not completely. */
  METRIC_MISSING,
  /** The counters of a running vertex do not move, so Flink shows old values. */
  STALE,
  /** The polls do not span the window's length yet. */
  WINDOW_FILLING
}
