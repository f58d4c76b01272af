package io.conttune.controller.service.report;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Instant;

/**
 * The begin of a state that lasts.
 *
 * @param at time of day, for a person
 * @param passed measures how long it lasts
 */
record Begin(Instant at, Stopwatch passed) {
  /** A state that begins now. */
  static Begin now(SteadyClock clock) {
    return new Begin(clock.instant(), Stopwatch.start(clock));
  }

  double seconds() {
    return passed.age().toMillis() / 1000.0;
  }
}
