package io.conttune.controller.loop;

import io.conttune.controller.config.Mode;
import io.conttune.core.Require;
import io.conttune.core.metrics.MeasurementRule;
import java.util.Objects;

/**
 * How a job is tuned.
 *
 * @param jobName under which everything about it is kept
 * @param mode how far the controller may go
 * @param topK observations kept per operator and parallelism
 * @param measurement what is worth remembering
 * @param savepoints which of those that rescales have made stay
 * @param timing the loop's waits
 * @param payback when a restart that is not needed is worth its downtime
 */
public record JobSettings(
    String jobName,
    Mode mode,
    int topK,
    MeasurementRule measurement,
    SavepointRetention savepoints,
    LoopTiming timing,
    PaybackRule payback) {
  public JobSettings {
    Require.text("job name", jobName);
    Objects.requireNonNull(mode, "mode");
    Require.atLeast("top-k", 1, topK);
    Objects.requireNonNull(measurement, "measurement");
    Objects.requireNonNull(savepoints, "savepoints");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(payback, "payback");
  }
}
