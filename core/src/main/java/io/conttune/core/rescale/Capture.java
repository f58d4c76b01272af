package io.conttune.core.rescale;

/** The way in which a job's state is taken when the job is stopped to be started again. */
public enum Capture {
  /** Stop-with-savepoint: exactly once for every sink, but it waits for all data in flight. */
  SAVEPOINT,
  /** Cancel and the newest retained checkpoint: at once, but input since then is read again. */
  CHECKPOINT
}
