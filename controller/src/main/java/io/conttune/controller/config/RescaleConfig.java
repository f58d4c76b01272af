package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a job is redeployed.
 *
 * @param launch how the new run is told its parallelism
 * @param savepointDirectory where the cluster writes savepoints: a URI, or an absolute path
 * @param capture how the state is taken
 * @param jar that is launched
 * @param entryClass its main class, where the jar's manifest does not name it
 * @param arguments of the program, with placeholders
 * @param configuration Flink settings of the run request
 * @param nonRestoredState whether state may be dropped
 * @param savepoints which of those that rescales have made stay
 * @param timing how long it waits
 */
public record RescaleConfig(
    LaunchMethod launch,
    String savepointDirectory,
    CaptureConfig capture,
    JarSource jar,
    Optional<String> entryClass,
    ArgumentTemplate arguments,
    Map<String, String> configuration,
    NonRestoredState nonRestoredState,
    SavepointsConfig savepoints,
    RescaleTiming timing) {
  public RescaleConfig {
    Objects.requireNonNull(launch, "launch");
    Require.text("savepoint-directory", savepointDirectory);
    Objects.requireNonNull(capture, "capture");
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(entryClass, "entryClass");
    Objects.requireNonNull(arguments, "arguments");
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    Objects.requireNonNull(nonRestoredState, "nonRestoredState");
    Objects.requireNonNull(savepoints, "savepoints");
    Objects.requireNonNull(timing, "timing");
  }
}
