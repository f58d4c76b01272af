package io.conttune.benchmark.demo;

import io.conttune.collector.MetricSource;
import io.conttune.controller.config.TuningMethod;
import io.conttune.core.Require;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a demo.
 *
 * @param steps rates to play, at least 1
 * @param stepDuration how long each is played, at least 20 s
 * @param seed of the order of the rates and of the words
 * @param port of Flink's REST API and web UI; 0 for any free one
 * @param report folder
 * @param metrics what the controller reads
 * @param method the tuner
 */
record DemoSettings(
    int steps,
    Duration stepDuration,
    long seed,
    int port,
    Path report,
    MetricSource metrics,
    TuningMethod method) {
  static final Duration SHORTEST_STEP = Duration.ofSeconds(20);

  DemoSettings {
    Require.atLeast("steps", 1, steps);
    if (stepDuration.compareTo(SHORTEST_STEP) < 0) {
      throw new IllegalArgumentException(
          "step duration must be at least %s, but is %s".formatted(SHORTEST_STEP, stepDuration));
    }
    Require.atLeast("port", 0, port);
  }
}
