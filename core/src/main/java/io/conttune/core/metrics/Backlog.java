package io.conttune.core.metrics;

import io.conttune.core.Require;

/**
 * Records that wait outside of Flink to be read by a source.
 *
 * @param records their number at the end of the window
 * @param growth records per second over the window; negative while the source catches up
 * @param peak the most that waited at any time within the window
 */
public record Backlog(double records, double growth, double peak) {
  public Backlog {
    Require.nonNegative("backlog", records);
    if (!Double.isFinite(growth)) {
      throw new IllegalArgumentException("growth of the backlog must be finite, but is " + growth);
    }
    if (Require.nonNegative("peak of the backlog", peak) < records) {
      throw new IllegalArgumentException(
          "the peak of a backlog of %s cannot be %s".formatted(records, peak));
    }
  }
}
