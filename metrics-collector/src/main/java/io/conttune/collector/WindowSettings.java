package io.conttune.collector;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a metrics window: its length, and which metrics it waits for or leaves out.
 *
 * @param length least time between the first and the last poll of a full window, above 0
 * @param warmUp time after a start of the job during which nothing is gathered
 * @param source counters or gauges
 * @param staleness longest time for which the counters of a running vertex may stand still, above
 *     0; after it Flink's metrics count as old. Flink fetches them every 10 s at most, if asked
 * @param gaugeRamp time after a start during which gauges are not used; Flink's rates climb for 60
 *     s
 */
public record WindowSettings(
    Duration length, Duration warmUp, MetricSource source, Duration staleness, Duration gaugeRamp) {
  /** A minute, after half a minute of warm-up, from counters where there are any. */
  public static final WindowSettings DEFAULT =
      new WindowSettings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          MetricSource.AUTO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  public WindowSettings {
    requireAbove0("metrics window", length);
    requireNotNegative("warm-up", warmUp);
    Objects.requireNonNull(source, "source");
    requireAbove0("staleness", staleness);
    requireNotNegative("gauge ramp", gaugeRamp);
  }

  private static void requireAbove0(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be above 0, but is " + value);
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
  }
}
