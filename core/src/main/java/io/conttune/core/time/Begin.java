package io.conttune.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The begin of a state that lasts.
 *
 * @param at time of day, for a person
 * @param passed measures how long it lasts
 */
public record Begin(Instant at, Stopwatch passed) {
  public Begin {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(passed, "passed");
  }

  /** A state that begins now. */
  public static Begin now(SteadyClock clock) {
    return new Begin(clock.instant(), Stopwatch.start(clock));
  }

  /** How long the state lasts already. */
  public Duration age() {
    return passed.age();
  }

  /** The same in seconds. */
  public double seconds() {
    return age().toMillis() / 1000.0;
  }
}
