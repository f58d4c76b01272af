package io.conttune.benchmark.run;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of a job's input. Its sources date it by the time of day; how long ago it was is measured
 * by the time that passes. Not thread-safe.
 */
final class InputEnd {
  private final Instant end;
  private final SteadyClock clock;
  private Optional<Stopwatch> sinceEnd = Optional.empty();

  /** The end at this time of day. */
  InputEnd(Instant end, SteadyClock clock) {
    this.end = end;
    this.clock = clock;
  }

  /** Whether the time of day is past the end. */
  boolean isReached() {
    return clock.instant().isAfter(end);
  }

  /** Whether it was found reached so long ago, and in each call since. */
  boolean isLongAgo(Duration length) {
    sinceEnd =
        isReached() ? sinceEnd.or(() -> Optional.of(Stopwatch.start(clock))) : Optional.empty();
    return sinceEnd.filter(passed -> passed.hasRunFor(length)).isPresent();
  }
}
