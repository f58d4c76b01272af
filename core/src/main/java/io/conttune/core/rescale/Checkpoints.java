package io.conttune.core.rescale;

/** The fate of a job's checkpoints when the job is cancelled. */
public enum Checkpoints {
  /** It takes none. */
  NONE,
  /** Flink deletes them, as it does unless it is told otherwise. */
  DELETED,
  /** They stay. */
  RETAINED
}
