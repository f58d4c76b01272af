package io.conttune.core.rescale;

import java.time.Duration;
import java.util.Optional;

/**
 * Port: tells how old the records of a job are, by the store's own clock. Each of several
 * controllers has another clock, and an instant that one has written means little to the next. No
 * age is below zero, even if the store's clock was set back.
 */
public interface RecordAges {
  /** The time since the newest rescale of this job was written last; empty if there is none. */
  Optional<Duration> ofNewestRescale(String jobName);

  /** The time since the run of this job was saved last; empty for a job that was never seen. */
  Optional<Duration> ofSeenRun(String jobName);
}
