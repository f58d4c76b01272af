package io.conttune.controller.config;

import java.time.Duration;

/**
 * How long a rescale, and what follows it, waits.
 *
 * @param poll between two looks at the cluster while a rescale is under way; its share of the
 *     downtime
 * @param startTimeout within which all vertices must run after a launch
 * @param settle how long they must then run without a failure
 * @param retry between two tries to bring the former parallelism back; doubles up to 32 times this
 * @param holdAfterFailure how long a job is left alone after a rescale that did not succeed
 * @param obstacleRetry how long the obstacles found for a rescale are taken to stand
 */
public record RescaleTiming(
    Duration poll,
    Duration startTimeout,
    Duration settle,
    Duration retry,
    Duration holdAfterFailure,
    Duration obstacleRetry) {
  /** For a cluster that may take minutes to bring a large job up. */
  public static final RescaleTiming DEFAULT =
      new RescaleTiming(
          Duration.ofMillis(500),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30));

  public RescaleTiming {
    Spans.atLeast("rescale.poll", Kind.SHORTEST, poll);
    Spans.atLeast("start-timeout", Kind.SHORTEST, startTimeout);
    Spans.atLeast("settle", Duration.ZERO, settle);
    Spans.atLeast("retry", Kind.SHORTEST, retry);
    Spans.atLeast("hold-after-failure", Duration.ZERO, holdAfterFailure);
    Spans.atLeast("obstacle-retry", Duration.ZERO, obstacleRetry);
  }
}
