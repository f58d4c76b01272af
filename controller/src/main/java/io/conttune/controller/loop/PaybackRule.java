package io.conttune.controller.loop;

import java.time.Duration;

/**
 * Decides which restarts that the load does not need are worth their downtime.
 *
 * @param within time in which a restart must save as many subtask-seconds as it costs; 0 turns the
 *     rule off
 * @param expectedDowntime downtime assumed for a kind of rescale that was never timed
 */
public record PaybackRule(Duration within, Duration expectedDowntime) {
  public PaybackRule {
    if (within.isNegative() || expectedDowntime.isNegative()) {
      throw new IllegalArgumentException(
          "durations must not be negative: " + within + ", " + expectedDowntime);
    }
  }
}
