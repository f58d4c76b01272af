package io.conttune.controller.config;

import io.conttune.core.Require;
import java.time.Duration;
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
 * @param jar name or id of a jar on the cluster
 * @param entryClass its main class, where the jar's manifest does not name it
 * @param arguments of the program, with placeholders
 * @param configuration Flink settings of the run request
 * @param nonRestoredState whether state may be dropped
 * @param stopTimeout after which a stop counts as failed
 * @param startTimeout within which all vertices must run
 * @param settle how long they must then run without a failure
 */
public record RescaleConfig(
    Launch launch,
    String savepointDirectory,
    String jar,
    Optional<String> entryClass,
    ArgumentTemplate arguments,
    Map<String, String> configuration,
    NonRestoredState nonRestoredState,
    Duration stopTimeout,
    Duration startTimeout,
    Duration settle) {
  /** Default of {@code stop-timeout}. */
  public static final Duration STOP_TIMEOUT = Duration.ofMinutes(10);

  /** Default of {@code start-timeout}. */
  public static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  /** Default of {@code settle}. */
  public static final Duration SETTLE = Duration.ofSeconds(10);

  public RescaleConfig {
    Objects.requireNonNull(launch, "launch");
    Require.text("savepoint-directory", savepointDirectory);
    Require.text("jar", jar);
    Objects.requireNonNull(entryClass, "entryClass");
    Objects.requireNonNull(arguments, "arguments");
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    Objects.requireNonNull(nonRestoredState, "nonRestoredState");
    Spans.atLeast("stop-timeout", Kind.SHORTEST, stopTimeout);
    Spans.atLeast("start-timeout", Kind.SHORTEST, startTimeout);
    Spans.atLeast("settle", Duration.ZERO, settle);
  }
}
