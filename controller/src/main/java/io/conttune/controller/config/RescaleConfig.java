package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.Objects;

/**
 * How a job is redeployed.
 *
 * @param launch how the new run is started
 * @param savepointDirectory where the cluster writes savepoints: a URI, or an absolute path
 * @param capture how the state is taken
 * @param inPlace whether the scheduler may do it without a new run
 * @param savepoints which of those that rescales have made stay
 * @param timing how long it waits
 */
public record RescaleConfig(
    LaunchConfig launch,
    String savepointDirectory,
    CaptureConfig capture,
    InPlaceMode inPlace,
    SavepointsConfig savepoints,
    RescaleTiming timing) {
  public RescaleConfig {
    Objects.requireNonNull(launch, "launch");
    Require.text("savepoint-directory", savepointDirectory);
    Objects.requireNonNull(capture, "capture");
    Objects.requireNonNull(inPlace, "inPlace");
    Objects.requireNonNull(savepoints, "savepoints");
    Objects.requireNonNull(timing, "timing");
  }
}
