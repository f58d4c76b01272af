package io.conttune.controller.loop;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The waits of a control loop; each is at least 0.
 *
 * @param cooldown least time between the end of a rescale and the start of the next
 * @param holdAfterFailure time without a rescale after one that did not succeed
 * @param holdAfterChange time for which a parallelism that somebody else has set is respected
 * @param obstacleRetry time for which an obstacle is believed before the planner is asked again
 * @param idleTime time without traffic after which the job gets its minimum; empty for never
 */
public record LoopTiming(
    Duration cooldown,
    Duration holdAfterFailure,
    Duration holdAfterChange,
    Duration obstacleRetry,
    Optional<Duration> idleTime) {
  public LoopTiming {
    for (Duration duration :
        new Duration[] {cooldown, holdAfterFailure, holdAfterChange, obstacleRetry}) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("a duration must not be negative: " + duration);
      }
    }
    Objects.requireNonNull(idleTime, "idleTime");
  }
}
