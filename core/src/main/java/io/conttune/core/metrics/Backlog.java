package io.conttune.core.metrics;

import io.conttune.core.Require;

/**
 * Records that wait outside of Flink to be read by a source.
 *
 * @param records how many at the end of the window
 * @param growth records per second over the window; negative while the source catches up
 */
public record Backlog(double records, double growth) {
  public Backlog {
    Require.nonNegative("backlog", records);
    if (!Double.isFinite(growth)) {
      throw new IllegalArgumentException("growth of the backlog must be finite, but is " + growth);
    }
  }
}
