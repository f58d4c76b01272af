package io.conttune.core;

import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is moved. */
public final class SettableClock implements SteadyClock {
  private Instant now;
  private Duration elapsed = Duration.ZERO;

  public SettableClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  /** Time passes. */
  public void advance(Duration duration) {
    now = now.plus(duration);
    elapsed = elapsed.plus(duration);
  }

  /** Somebody sets the time of day, forward or back, while no time passes. */
  public void jump(Duration difference) {
    now = now.plus(difference);
  }
}
