package io.conttune.core.rates;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * The load that an operator is asked to process.
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

  /**
   * Capacity in records/s that works the backlog off in {@code catchUp}; none if the backlog is
   * worth at most {@code negligible} of the rate.
   *
   * @param parallelism at which backlog and rate are compared
   * @throws IllegalArgumentException if the duration is not positive
   */
  public Load backlogCapacity(Duration catchUp, Duration negligible, int parallelism) {
    double seconds = Require.positive("catch-up in seconds", Seconds.of(catchUp));
    double worth = rate.at(parallelism) * Seconds.of(negligible);
    return backlog.at(parallelism) > worth ? backlog.times(1 / seconds) : Load.ZERO;
  }
}
