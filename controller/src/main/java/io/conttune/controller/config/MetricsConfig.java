package io.conttune.controller.config;

import io.conttune.collector.MetricSource;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * How a job is measured.
 *
 * @param poll time between two looks at the job
 * @param window what one decision is based on, at least one poll
 * @param warmUp after a start, before the first window begins
 * @param source which metrics to read
 * @param staleness how long counters may stand still before they are taken for old
 * @param gaugeRamp how long per-second gauges climb after a start; they are not used before
 * @param deadline of one call of Flink's REST API
 */
public record MetricsConfig(
    Duration poll,
    Duration window,
    Duration warmUp,
    MetricSource source,
    Duration staleness,
    Duration gaugeRamp,
    Duration deadline) {
  /** A look each 5 s, a decision each minute. */
  public static final MetricsConfig DEFAULT =
      new MetricsConfig(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          MetricSource.AUTO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));

  public MetricsConfig {
    Require.atLeast("metrics.poll", ValueType.SHORTEST, poll);
    Require.atLeast("metrics.window", poll, window);
    Require.atLeast("metrics.warm-up", Duration.ZERO, warmUp);
    Objects.requireNonNull(source, "source");
    Require.atLeast("metrics.staleness", ValueType.SHORTEST, staleness);
    Require.atLeast("metrics.gauge-ramp", Duration.ZERO, gaugeRamp);
    Require.atLeast("metrics.deadline", ValueType.SHORTEST, deadline);
  }
}
