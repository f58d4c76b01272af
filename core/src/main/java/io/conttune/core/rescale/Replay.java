package io.conttune.core.rescale;

/** The effect on a job's sinks of input that is read again after a start from a checkpoint. */
public enum Replay {
  /** Nothing of it shows: they are transactional or idempotent. */
  HIDDEN,
  /** Records show twice, as far as is known. */
  SHOWS
}
