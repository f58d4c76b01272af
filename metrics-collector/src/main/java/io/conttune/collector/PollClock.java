package io.conttune.collector;

import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Dates the looks at a job: the first by the time of day, and from there on by the time that
 * passes. So the difference of two dates is a duration, and what was seen later has the later date,
 * whoever sets the time of day. Not thread-safe.
 */
final class PollClock {
  /** By how much the time of day may leave the dates: more than small corrections. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final SteadyClock clock;
  private final InstantSource timeline;

  /** The time of day less the date when it was last found to have jumped. */
  private Duration apart = Duration.ZERO;

  PollClock(SteadyClock clock) {
    this.clock = clock;
    this.timeline = clock.timeline();
  }

  /**
   * Whether the time of day has jumped since this was asked last. Then somebody has set it, or the
   * machine has slept for a time that the dates do not hold. What was seen before is not
   * comparable.
   */
  boolean hasJumped() {
    Duration now = Duration.between(timeline.instant(), clock.instant());
    boolean jumped = now.minus(apart).abs().compareTo(TOLERANCE) > 0;
    if (jumped) {
      apart = now;
    }
    return jumped;
  }

  /** The date of a look, to the microsecond: finer times are lost in a store. */
  Instant now() {
    return timeline.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
