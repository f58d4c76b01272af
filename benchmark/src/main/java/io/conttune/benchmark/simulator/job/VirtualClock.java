package io.conttune.benchmark.simulator.job;

import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Virtual time, which begins at the epoch and passes when it is told to. One thread moves it on,
 * any may read it.
 */
public final class VirtualClock implements SteadyClock {
  private volatile Instant now = Instant.EPOCH;

  /** A clock at the epoch. */
  public VirtualClock() {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Duration elapsed() {
    return Duration.between(Instant.EPOCH, now);
  }

  /** Moves on to a time that is not before the present one. */
  public void moveTo(Instant next) {
    if (next.isBefore(now)) {
      throw new IllegalArgumentException(
          "time does not go back from %s to %s".formatted(now, next));
    }
    now = next;
  }
}
