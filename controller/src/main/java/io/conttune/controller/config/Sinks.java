package io.conttune.controller.config;

/** The user's word on records that reach a job's sinks a second time. */
public enum Sinks {
  /** They commit with a checkpoint: what was not committed is dropped. */
  TRANSACTIONAL,
  /** The second time changes nothing. */
  IDEMPOTENT,
  /** They show twice. */
  AT_LEAST_ONCE;

  /** Whether input may be read again without an effect that shows. */
  public boolean bearReplay() {
    return this != AT_LEAST_ONCE;
  }
}
