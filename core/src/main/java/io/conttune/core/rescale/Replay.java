package io.conttune.core.rescale;

/** What a job's sinks make of input that is read again after a start from a checkpoint. */
public enum Replay {
  /** Nothing of it shows: they are transactional or idempotent. */
  HIDDEN,
  /** Records show twice, as far as is known. */
  SHOWS
}
