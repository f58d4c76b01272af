package io.conttune.core.rescale;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Port: tells how old the records of a job are, by the store's own clock. Each of several
 * controllers has another clock, and an instant that one has written means little to the next. No
 * age is below zero, even if the store's clock was set back.
 */
public interface RecordAges {
  /**
   * The times since the newest rescales of this job were written last, in the sequence of {@link
   * Journal#rescales}, at most {@code limit}.
   */
  List<Duration> ofRescales(String jobName, int limit);

  /** The time since the newest rescale of this job was written last; empty if there is none. */
  default Optional<Duration> ofNewestRescale(String jobName) {
    return ofRescales(jobName, 1).stream().findFirst();
  }

  /** The time since the run of this job was saved last; empty for a job that was never seen. */
  Optional<Duration> ofSeenRun(String jobName);
}
