package io.conttune.core.tuning;

import io.conttune.core.rates.Seconds;
import java.time.Duration;

/**
 * The time in which a job works a backlog off, and the backlog that each of its redeployments
 * leaves.
 *
 * @param time longest time in which a backlog may be worked off, above 0; capacity is planned for
 *     it
 * @param downtime of a redeployment, at least 0
 */
public record CatchUp(Duration time, Duration downtime) {
  public CatchUp {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("catch-up must be longer than 0, but is " + time);
    }
    if (downtime.isNegative()) {
      throw new IllegalArgumentException("downtime must not be negative, but is " + downtime);
    }
  }

  /** Planned for a backlog that appears, but for none of a redeployment: as if it took no time. */
  public static CatchUp within(Duration time) {
    return new CatchUp(time, Duration.ZERO);
  }

  /**
   * Capacity over rate that works the backlog of a redeployment off in time, at least 1. An
   * operator with less would lag after it for ever, and would grow for that.
   */
  public double capacityOverRate() {
    return 1 + Seconds.of(downtime) / Seconds.of(time);
  }
}
