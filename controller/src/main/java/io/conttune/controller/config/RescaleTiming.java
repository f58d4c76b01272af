package io.conttune.controller.config;

import io.conttune.controller.config.yaml.ValueType;
import io.conttune.core.Require;
import java.time.Duration;

/**
 * How long a rescale, and what follows it, takes and waits.
 *
 * @param poll between two looks at the cluster while a rescale is under way; its share of the
 *     downtime
 * @param startTimeout within which all vertices must run after a launch
 * @param settle how long they must then run without a failure
 * @param retry between two tries to bring the former parallelism back; doubles up to 32 times this
 * @param holdAfterFailure how long a job is left alone after a rescale that did not succeed
 * @param holdAfterChange how long a parallelism that somebody else has set is left as it is
 * @param obstacleRetry how long the obstacles found for a rescale are taken to stand
 * @param expectedDowntime what a rescale is expected to cost before one of its kind was timed
 */
public record RescaleTiming(
    Duration poll,
    Duration startTimeout,
    Duration settle,
    Duration retry,
    Duration holdAfterFailure,
    Duration holdAfterChange,
    Duration obstacleRetry,
    Duration expectedDowntime) {
  /** For a cluster that may take minutes to bring a large job up. */
  public static final RescaleTiming DEFAULT =
      new RescaleTiming(
          Duration.ofMillis(500),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  public RescaleTiming {
    Require.atLeast("rescale.poll", ValueType.SHORTEST, poll);
    Require.atLeast("start-timeout", ValueType.SHORTEST, startTimeout);
    Require.atLeast("settle", Duration.ZERO, settle);
    Require.atLeast("retry", ValueType.SHORTEST, retry);
    Require.atLeast("hold-after-failure", Duration.ZERO, holdAfterFailure);
    Require.atLeast("hold-after-change", Duration.ZERO, holdAfterChange);
    Require.atLeast("obstacle-retry", Duration.ZERO, obstacleRetry);
    Require.atLeast("expected-downtime", Duration.ZERO, expectedDowntime);
  }
}
