package io.conttune.controller.loop;

import java.time.Duration;

/**
 * The waits of a control loop, each at least 0.
 *
 * @param cooldown least time between the end of a rescale and the start of the next
 * @param holdAfterFailure how long a job is left alone after a rescale that did not succeed
 * @param holdAfterChange how long a parallelism that somebody else has set is left as it is
 * @param obstacleRetry how long the obstacles found for a rescale are taken to stand
 */
public record LoopTiming(
    Duration cooldown,
    Duration holdAfterFailure,
    Duration holdAfterChange,
    Duration obstacleRetry) {
  public LoopTiming {
    for (Duration duration :
        new Duration[] {cooldown, holdAfterFailure, holdAfterChange, obstacleRetry}) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("a duration must not be negative: " + duration);
      }
    }
  }
}
