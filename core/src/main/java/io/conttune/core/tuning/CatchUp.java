package io.conttune.core.tuning;

import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
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

  /**
   * Capacity that an operator should have for a multiple of its rate: by the target utilisation, or
   * as much as works off in time what waits now and what a redeployment leaves, if that is more.
   * The room that the target leaves counts for a backlog. Otherwise a job would grow beyond what it
   * needs, and shrink again once the backlog is gone.
   *
   * @param times the rate, above 0
   * @param targetUtilization share of its capacity that an operator should use, in (0, 1]
   * @param negligible a backlog worth at most so much of the rate counts as none
   * @param parallelism at which loads are compared
   */
  public Load capacity(
      Demand demand, double times, double targetUtilization, Duration negligible, int parallelism) {
    double afterRedeployment = capacityOverRate();
    Load steady = demand.rate().times(times * Math.max(1 / targetUtilization, afterRedeployment));
    Load catchingUp =
        demand
            .rate()
            .times(times * afterRedeployment)
            .plus(demand.backlogCapacity(time, negligible, parallelism));
    return catchingUp.at(parallelism) > steady.at(parallelism) ? catchingUp : steady;
  }
}
