package io.conttune.core.tuning;

/** The balance between a job's resources and its load [ContTune §7]. */
public enum Provisioning {
  /** Backpressured or saturated, and not on the way out of it. */
  UNDER,
  /** Working off a backlog at full speed: what it reads is not its load. */
  CATCHING_UP,
  /** Neither short of resources nor wasting any. */
  NORMAL,
  /** No backpressure, and resources to spare. */
  OVER
}
