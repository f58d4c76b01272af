package io.conttune.controller.config;

import io.conttune.controller.config.yaml.ValueType;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * How the state of a job is taken.
 *
 * @param mode which ways are open
 * @param drainBudget the longest that a savepoint may have to wait for data in flight
 * @param checkpointAbove a longer wait than this is avoided where a retained checkpoint will do
 * @param checkpointAge how old a checkpoint may be: input since then is read again
 */
public record CaptureConfig(
    CaptureMode mode, Duration drainBudget, Duration checkpointAbove, Duration checkpointAge) {
  /** Waits a minute at most, and a second where there is a better way. */
  public static final CaptureConfig DEFAULT =
      new CaptureConfig(
          CaptureMode.AUTO, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

  public CaptureConfig {
    Objects.requireNonNull(mode, "mode");
    Require.atLeast("drain-budget", Duration.ZERO, drainBudget);
    Require.atLeast("checkpoint-above", Duration.ZERO, checkpointAbove);
    Require.atLeast("checkpoint-age", ValueType.SHORTEST, checkpointAge);
  }
}
