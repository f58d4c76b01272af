package io.conttune.controller.loop;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time in which something is left alone. It never lasts longer than its length from the moment at
 * which this process knew of it, whatever any clock says.
 *
 * @param begun measures it
 * @param length of the whole pause
 * @param until its end by the time of day when it became known, for a person
 */
record Pause(Stopwatch begun, Duration length, Instant until) {
  /** A pause that begins now. */
  static Pause of(Duration length, SteadyClock clock) {
    return begunAgo(Duration.ZERO, length, clock);
  }

  /** A pause of which so much has passed; less than nothing counts as nothing. */
  static Pause begunAgo(Duration age, Duration length, SteadyClock clock) {
    Duration passed = age.isNegative() ? Duration.ZERO : age;
    Stopwatch begun = Stopwatch.startedAgo(clock, passed);
    Instant until = clock.instant().plus(begun.leftOf(length)).truncatedTo(ChronoUnit.SECONDS);
    return new Pause(begun, length, until);
  }

  boolean isOver() {
    return begun.hasRunFor(length);
  }
}
