package io.conttune.controller.loop;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.IdleJob;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures for how long a job has been idle, and asks for its minimum once that is long enough. Not
 * thread-safe.
 */
final class IdleWatch {
  /**
   * Windows slide: between two that lie farther apart than this, records may have passed unseen.
   */
  private static final int SEEN_LENGTHS = 2;

  private final Optional<Duration> idleTime;
  private final SteadyClock clock;
  private Optional<Idle> idle = Optional.empty();

  /**
   * A watch that has seen no window yet.
   *
   * @param idleTime how long a job must be idle; empty for never
   */
  IdleWatch(Optional<Duration> idleTime, SteadyClock clock) {
    this.idleTime = idleTime;
    this.clock = clock;
  }

  /** A time without traffic: its begin, and the last window that showed it. */
  private record Idle(Stopwatch begun, Stopwatch seen) {}

  /** The decision to give the job of this window its minimum, if it is time for that. */
  Optional<Tuned> see(String tuner, TuningInput input) {
    if (!IdleJob.isIdle(input.metrics())) {
      idle = Optional.empty();
      return Optional.empty();
    }
    Duration length = input.metrics().length();
    Stopwatch begun =
        idle.filter(known -> !known.seen().hasRunFor(length.multipliedBy(SEEN_LENGTHS)))
            .map(Idle::begun)
            .orElseGet(() -> Stopwatch.startedAgo(clock, length));
    idle = Optional.of(new Idle(begun, Stopwatch.start(clock)));
    return idleTime
        .filter(begun::hasRunFor)
        .flatMap(enough -> IdleJob.toMinimum(tuner, input, enough))
        .map(minimum -> new Tuned(minimum, input.state()));
  }
}
