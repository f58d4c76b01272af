package io.conttune.controller.service.report;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a state that lasts is told again: at once, then after pauses that double up to a
 * limit. Not thread-safe.
 */
final class Reminder {
  private final Duration first;
  private final Duration longest;
  private final SteadyClock clock;
  private Duration pause;
  private Optional<Stopwatch> lastTold = Optional.empty();

  /** A reminder of a warning: told again after 5 minutes, in the end every hour. */
  static Reminder ofWarning(SteadyClock clock) {
    return new Reminder(clock, Duration.ofMinutes(5), Duration.ofHours(1));
  }

  /**
   * A reminder of a state that was not told yet.
   *
   * @param first the pause between the first two times
   * @param longest the longest pause
   */
  Reminder(SteadyClock clock, Duration first, Duration longest) {
    this.clock = clock;
    this.first = first;
    this.longest = longest;
    this.pause = first;
  }

  /** True if the state was told since it began. */
  boolean isTold() {
    return lastTold.isPresent();
  }

  boolean isDue() {
    return lastTold.filter(told -> !told.hasRunFor(pause)).isEmpty();
  }

  /** The state is told now; the next time is a pause away. */
  void told() {
    Duration doubled = pause.multipliedBy(2);
    if (isTold()) {
      pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    }
    lastTold = Optional.of(Stopwatch.start(clock));
  }

  /** The state is over. */
  void reset() {
    pause = first;
    lastTold = Optional.empty();
  }
}
