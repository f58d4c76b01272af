package io.conttune.core.metrics;

import io.conttune.core.Require;
import java.util.OptionalDouble;

/**
 * Decides which measured processing abilities are remembered. Below these bounds an ability is the
 * quotient of a small rate and a small useful time, which is noise: such a window only proves that
 * the parallelism sustains the rate.
 *
 * @param minimumBusy least busy share of the busiest subtask, 0..1
 * @param minimumRecords least number of records in the window
 */
public record MeasurementRule(double minimumBusy, long minimumRecords) {
  /** Busy at least a fifth of the time, over at least 200 records. */
  public static final MeasurementRule DEFAULT = new MeasurementRule(0.2, 200);

  public MeasurementRule {
    Require.share("minimum busy share", minimumBusy);
    Require.atLeast("minimum records", 1L, minimumRecords);
  }

  /** The operator's processing ability in records/s if the window carries it. */
  public OptionalDouble processingAbility(OperatorMetrics metrics) {
    boolean carries = metrics.usefulTime() >= minimumBusy && metrics.records() >= minimumRecords;
    return carries ? metrics.processingAbility() : OptionalDouble.empty();
  }
}
