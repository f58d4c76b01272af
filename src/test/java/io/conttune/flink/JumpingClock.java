package io.conttune.flink;

import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/** The clocks of this machine, but for what a test does to the time of day. Not thread-safe. */
public final class JumpingClock implements SteadyClock {
  private final SteadyClock machine = SteadyClock.system();
  private Duration jumps = Duration.ZERO;

  @Override
  public Instant instant() {
    return machine.instant().plus(jumps);
  }

  @Override
  public Duration elapsed() {
    return machine.elapsed();
  }

  /** Somebody sets the time of day, forward or back. */
  public void jump(Duration difference) {
    jumps = jumps.plus(difference);
  }
}
