package io.conttune.core.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells the time of day and, apart from it, how much time has passed. {@link #instant()} is for
 * people: somebody may set the time of day, so that it jumps. Whatever waits or measures uses
 * {@link #elapsed()}.
 */
public interface SteadyClock extends InstantSource {
  /**
   * The time since a moment that stays the same while the process lives. It never goes back. Only
   * the difference of two readings of the same clock means something.
   */
  Duration elapsed();

  /** The clocks of this machine. */
  static SteadyClock system() {
    return new SystemClock();
  }

  /**
   * Instants that begin at the present time of day and from then on follow the time that passes.
   * The difference of two of them is a duration, even if the time of day jumps between them.
   */
  default InstantSource timeline() {
    Instant start = instant();
    Stopwatch sinceStart = Stopwatch.start(this);
    return () -> start.plus(sinceStart.age());
  }
}
