package io.conttune.usefultime;

/** The state of a task at a moment: always exactly one of these. */
public enum TaskState {
  /** It works: on a record, a timer, a checkpoint. */
  BUSY,
  /** It waits for input. */
  IDLE,
  /** It waits for room in its output, between two records or in the middle of one. */
  BACK_PRESSURED
}
