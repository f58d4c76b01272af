package io.conttune.core.rates;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * What an operator is asked to process.
 *
 * @param rate real upstream data rate λ in records/s: what it would receive if nothing were
 *     throttled [ContTune §2]
 * @param backlog records that it will receive on top of the rate once the sources read what waits
 *     for them
 */
public record Demand(Load rate, Load backlog) {
  /** Nothing to process. */
  public static final Demand NONE = new Demand(Load.ZERO, Load.ZERO);

  public Demand {
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(backlog, "backlog");
  }

  /** Both together. */
  public Demand plus(Demand other) {
    return new Demand(rate.plus(other.rate), backlog.plus(other.backlog));
  }

  /** The backlog, unless it is worth less than {@code negligible} of the rate: then nothing. */
  public Load backlogBeyond(Duration negligible, int parallelism) {
    double worth = rate.at(parallelism) * Seconds.of(negligible);
    return backlog.at(parallelism) > worth ? backlog : Load.ZERO;
  }

  /**
   * Capacity wanted, in records/s: the rate at the target utilisation and, where the backlog is
   * worth more than {@code negligible} of the rate, what works it off in {@code catchUp}.
   *
   * @param targetUtilization share of the capacity that the rate may take, in (0, 1]
   * @throws IllegalArgumentException if the target utilisation or the duration is not positive
   */
  public Load capacityWanted(
      double targetUtilization, Duration catchUp, Duration negligible, int parallelism) {
    Require.positive("target utilization", targetUtilization);
    double seconds = Require.positive("catch-up in seconds", Seconds.of(catchUp));
    return rate.times(1 / targetUtilization)
        .plus(backlogBeyond(negligible, parallelism).times(1 / seconds));
  }
}
