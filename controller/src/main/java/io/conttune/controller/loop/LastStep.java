package io.conttune.controller.loop;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.time.Instant;

/**
 * The start of a step by two clocks. The steady clock may stop while the machine sleeps, and
 * somebody may set the time of day. So each of them alone could hide that the controller was away.
 *
 * @param at by the time of day
 * @param passed measures the time since then
 */
record LastStep(Instant at, Stopwatch passed) {
  /**
   * The controller was away if two steps begin farther apart than this: it has not seen what
   * happened in between. A step and the pause before it take less; one that builds a job graph may
   * not, and then counts as away.
   */
  private static final Duration ABSENCE = Duration.ofSeconds(10);

  /** A step that begins now. */
  static LastStep now(SteadyClock clock) {
    return new LastStep(clock.instant(), Stopwatch.start(clock));
  }

  boolean wasLongAgo(SteadyClock clock) {
    Duration byTimeOfDay = Duration.between(at, clock.instant());
    return passed.hasRunFor(ABSENCE)
        || byTimeOfDay.isNegative()
        || byTimeOfDay.compareTo(ABSENCE) > 0;
  }
}
