package io.conttune.core.metrics;

import io.conttune.core.Require;

/**
 * The time of a vertex's subtasks, split into busy, idle and backpressured: either as totals in
 * milliseconds (summed over subtasks) or as shares of 1 (mean over subtasks). The unit is the
 * user's to know; both are non-negative.
 *
 * @param busy useful time T_u: deserialising, processing, serialising [ContTune §2]
 * @param idle waiting for input
 * @param backPressured waiting for room in the output
 */
public record TaskTime(double busy, double idle, double backPressured) {
  public TaskTime {
    Require.nonNegative("busy time", busy);
    Require.nonNegative("idle time", idle);
    Require.nonNegative("backpressured time", backPressured);
  }

  /** All three together. */
  public double total() {
    return busy + idle + backPressured;
  }
}
