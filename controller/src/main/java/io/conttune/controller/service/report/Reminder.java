package io.conttune.controller.service.report;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when a state that lasts is told again: at once, then after pauses that double up to a
 * limit. Not thread-safe.
 */
final class Reminder {
  private final Duration first;
  private final Duration longest;
  private Duration pause;
  private Instant next = Instant.MIN;

  /**
   * A reminder of a state that was not told yet.
   *
   * @param first the pause between the first two times
   * @param longest the longest pause
   */
  Reminder(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.pause = first;
  }

  /** True if the state was told since it began. */
  boolean isTold() {
    return !next.equals(Instant.MIN);
  }

  boolean isDue(Instant now) {
    return !now.isBefore(next);
  }

  /** The state is told now; the next time is a pause away. */
  void told(Instant now) {
    next = now.plus(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) > 0 ? longest : doubled;
  }

  /** The state is over. */
  void reset() {
    pause = first;
    next = Instant.MIN;
  }
}
