package io.conttune.core.time;

import java.time.Duration;
import java.util.Objects;

/**
 * Measures how long ago something happened, by the time that has passed.
 *
 * @param clock measures it
 * @param startedAt reading of {@link SteadyClock#elapsed()} when it happened
 */
public record Stopwatch(SteadyClock clock, Duration startedAt) {
  public Stopwatch {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(startedAt, "startedAt");
  }

  /** Measures from now on. */
  public static Stopwatch start(SteadyClock clock) {
    return new Stopwatch(clock, clock.elapsed());
  }

  /** Measures what happened this long ago. */
  public static Stopwatch startedAgo(SteadyClock clock, Duration age) {
    return new Stopwatch(clock, clock.elapsed().minus(age));
  }

  /** How long ago it happened. */
  public Duration age() {
    return clock.elapsed().minus(startedAt);
  }

  /** Whether it happened at least this long ago. */
  public boolean hasRunFor(Duration length) {
    return age().compareTo(length) >= 0;
  }

  /** How much of this length is left; zero if it has passed. */
  public Duration leftOf(Duration length) {
    Duration left = length.minus(age());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
