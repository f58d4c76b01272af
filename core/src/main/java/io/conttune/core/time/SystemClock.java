package io.conttune.core.time;

import java.time.Duration;
import java.time.Instant;

/** The clocks of the machine. */
record SystemClock() implements SteadyClock {
  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }
}
