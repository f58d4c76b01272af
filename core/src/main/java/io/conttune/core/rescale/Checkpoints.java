package io.conttune.core.rescale;

/** What becomes of the checkpoints of a job when it is cancelled. */
public enum Checkpoints {
  /** It takes none. */
  NONE,
  /** Flink deletes them, as it does unless it is told otherwise. */
  DELETED,
  /** They stay. */
  RETAINED
}
