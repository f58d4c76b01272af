package io.conttune.controller.loop;

import java.time.Duration;

/**
 * When a restart that is not needed for the load is worth its downtime.
 *
 * @param within it must have saved as many subtask-seconds as it cost; 0 for no such condition
 * @param expectedDowntime of a kind of rescale that was never timed
 */
public record PaybackRule(Duration within, Duration expectedDowntime) {
  public PaybackRule {
    if (within.isNegative() || expectedDowntime.isNegative()) {
      throw new IllegalArgumentException(
          "durations must not be negative: " + within + ", " + expectedDowntime);
    }
  }
}
