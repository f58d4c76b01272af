package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.time.Duration;

/**
 * Times that a rescale, and what follows it, takes and waits.
 *
 * @param poll time between two looks at the cluster while a rescale is under way; its share of the
 *     downtime
 * @param startTimeout time within which all vertices must run after a launch
 * @param settle time for which they must then run without a failure
 * @param retry time between two tries to bring the former parallelism back; doubles up to 32 times
 *     this
 * @param holdAfterFailure time for which a job is left alone after a rescale that did not succeed
 * @param holdAfterChange time for which a parallelism that somebody else has set is left as it is
 * @param obstacleRetry time for which the obstacles found for a rescale are taken to stand
 * @param expectedDowntime expected cost of a rescale before one of its kind was timed
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
  private static final Setting<Duration> START_TIMEOUT =
      Setting.of(
          "start-timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(5),
          "All subtasks must run within this time after a launch. Else the rescale is rolled back.");
  private static final Setting<Duration> SETTLE =
      Setting.of(
          "settle",
          Durations.from(Duration.ZERO),
          Duration.ofSeconds(10),
          "They must then run without a failure for this long. Else the rescale is rolled back.");
  private static final Setting<Duration> HOLD_AFTER_FAILURE =
      Setting.of(
          "hold-after-failure",
          Durations.from(Duration.ZERO),
          Duration.ofMinutes(10),
          "Time for which a job is left alone after a rescale that failed. It doubles with every"
              + " further failure, up to 32 times this.");
  private static final Setting<Duration> HOLD_AFTER_CHANGE =
      Setting.of(
          "hold-after-change",
          Durations.from(Duration.ZERO),
          Duration.ofMinutes(5),
          "Time for which a parallelism that somebody else has set is left as it is.");
  private static final Setting<Duration> OBSTACLE_RETRY =
      Setting.of(
          "obstacle-retry",
          Durations.from(Duration.ZERO),
          Duration.ofSeconds(30),
          "Time after which obstacles that stood in the way of a rescale are looked at again.");
  private static final Setting<Duration> RETRY =
      Setting.of(
          "retry",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(10),
          "Time between two tries to bring the former parallelism back. It doubles, up to 32 times"
              + " this.");
  private static final Setting<Duration> POLL =
      Setting.of(
          "poll",
          Durations.from(Durations.SHORTEST),
          Duration.ofMillis(500),
          "Time between two looks at the cluster while a rescale is under way. It adds to the"
              + " downtime.");
  private static final Setting<Duration> EXPECTED_DOWNTIME =
      Setting.of(
          "expected-downtime",
          Durations.from(Duration.ZERO),
          Duration.ofSeconds(15),
          "Downtime expected of a restart until one of its kind was timed.");

  /** For a cluster that may take minutes to bring a large job up. */
  public static final RescaleTiming DEFAULT = new Section<>(RescaleTiming::bind).standard();

  public RescaleTiming {
    POLL.require(poll);
    START_TIMEOUT.require(startTimeout);
    SETTLE.require(settle);
    RETRY.require(retry);
    HOLD_AFTER_FAILURE.require(holdAfterFailure);
    HOLD_AFTER_CHANGE.require(holdAfterChange);
    OBSTACLE_RETRY.require(obstacleRetry);
    EXPECTED_DOWNTIME.require(expectedDowntime);
  }

  /** The same for restarts that are expected to take this long. */
  public RescaleTiming expecting(Duration downtime) {
    return new RescaleTiming(
        poll,
        startTimeout,
        settle,
        retry,
        holdAfterFailure,
        holdAfterChange,
        obstacleRetry,
        downtime);
  }

  static RescaleTiming bind(Fields<RescaleTiming> fields) {
    return new RescaleTiming(
        fields.value(POLL, RescaleTiming::poll),
        fields.value(START_TIMEOUT, RescaleTiming::startTimeout),
        fields.value(SETTLE, RescaleTiming::settle),
        fields.value(RETRY, RescaleTiming::retry),
        fields.value(HOLD_AFTER_FAILURE, RescaleTiming::holdAfterFailure),
        fields.value(HOLD_AFTER_CHANGE, RescaleTiming::holdAfterChange),
        fields.value(OBSTACLE_RETRY, RescaleTiming::obstacleRetry),
        fields.value(EXPECTED_DOWNTIME, RescaleTiming::expectedDowntime));
  }
}
