package io.conttune.controller.hook;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.util.Objects;

/**
 * A time in which plans were wanted, and there was no answer about any of them.
 *
 * @param firstAsk when the first of them was asked about
 * @param lastAsk when the last of them was wanted
 */
record Unanswered(Stopwatch firstAsk, Stopwatch lastAsk) {
  Unanswered {
    Objects.requireNonNull(firstAsk, "firstAsk");
    Objects.requireNonNull(lastAsk, "lastAsk");
  }

  /** It begins now. */
  static Unanswered start(SteadyClock clock) {
    Stopwatch now = Stopwatch.start(clock);
    return new Unanswered(now, now);
  }

  /** It goes on with a plan that is wanted now. */
  Unanswered again(SteadyClock clock) {
    return new Unanswered(firstAsk, Stopwatch.start(clock));
  }
}
