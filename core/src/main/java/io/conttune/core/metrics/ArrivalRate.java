package io.conttune.core.metrics;

import io.conttune.core.Require;
import java.util.Objects;

/**
 * The rate at which records arrive for a source, as something other than Flink tells it.
 *
 * @param perSecond records/s, at least 0
 * @param kind whether it was measured
 * @param origin where it comes from, for a person
 */
public record ArrivalRate(double perSecond, Kind kind, String origin) {
  /** The origin of a rate: it was measured, or only assumed. */
  public enum Kind {
    /** Measured now: it counts whatever the source reads. */
    MEASURED,
    /** Assumed by the user: it counts only where the source cannot show its rate by reading it. */
    ASSUMED
  }

  public ArrivalRate {
    Require.nonNegative("arrival rate", perSecond);
    Objects.requireNonNull(kind, "kind");
    Require.text("origin", origin);
  }
}
