package io.conttune.core.metrics;

import io.conttune.core.Require;
import java.util.Objects;

/**
 * The rate at which records arrive for a source, as something other than Flink tells it.
 *
 * @param perSecond records/s, at least 0
 * @param certainty whether it was measured or is assumed
 * @param origin where it comes from, for a person
 */
public record ArrivalRate(double perSecond, Certainty certainty, String origin) {
  /** The ground for a rate: it was measured, or is only assumed. */
  public enum Certainty {
    /** Measured now: it counts whatever the source reads. */
    MEASURED,
    /** Assumed by the user: it counts only where the source cannot show its rate by reading it. */
    ASSUMED
  }

  public ArrivalRate {
    Require.nonNegative("arrival rate", perSecond);
    Objects.requireNonNull(certainty, "certainty");
    Require.text("origin", origin);
  }
}
