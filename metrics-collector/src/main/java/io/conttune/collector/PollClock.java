package io.conttune.collector;

import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Dates the looks at a job so that the difference of two dates is the time that has passed between
 * them. When the time of day is set, or the machine has slept, the two cannot be told apart: then
 * the dates begin anew at the present time of day, and what was seen before is not comparable. Not
 * thread-safe.
 */
final class PollClock {
  /** By how much the time of day may leave the time that passes: more than small corrections. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final SteadyClock clock;
  private InstantSource timeline;

  PollClock(SteadyClock clock) {
    this.clock = clock;
    this.timeline = clock.timeline();
  }

  /** Whether the dates begin anew with the next one. */
  boolean isSetAnew() {
    Duration apart = Duration.between(timeline.instant(), clock.instant()).abs();
    boolean jumped = apart.compareTo(TOLERANCE) > 0;
    if (jumped) {
      timeline = clock.timeline();
    }
    return jumped;
  }

  Instant now() {
    return timeline.instant();
  }
}
