package io.conttune.collector;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a metrics window: its length, and which metrics it waits for or leaves out.
 *
 * @param length time between the first and the last poll of a full window, above 0
 * @param warmUp time after a start of the job during which nothing is gathered
 * @param source counters or gauges
 * @param staleness longest time for which the counters of a running vertex may stand still, above
 *     0; after it Flink's metrics count as old. Flink fetches them every 10 s at most, if asked
 * @param gaugeRamp time after a start during which gauges are not used; Flink's rates climb for 60
 *     s
 * @param least time between the first and the last poll of the shortest window that is told, above
 *     0, at most {@code length}
 * @param piece least length of a piece of the window, above 0
 */
public record WindowSettings(
    Duration length,
    Duration warmUp,
    MetricSource source,
    Duration staleness,
    Duration gaugeRamp,
    Duration least,
    Duration piece) {
  /** A shorter piece tells the noise of the counters rather than the load. */
  private static final Duration SHORTEST_PIECE = Duration.ofSeconds(2);

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
    requireAbove0("least window", least);
    requireAbove0("piece of a window", piece);
    if (least.compareTo(length) > 0) {
      throw new IllegalArgumentException(
          "least window must be at most the window of %s, but is %s".formatted(length, least));
    }
  }

  /** Settings of a window that is told only when it is full. */
  public WindowSettings(
      Duration length,
      Duration warmUp,
      MetricSource source,
      Duration staleness,
      Duration gaugeRamp) {
    this(length, warmUp, source, staleness, gaugeRamp, length, SHORTEST_PIECE);
  }

  /** The same settings of a window that is told as soon as it holds a piece. */
  public WindowSettings fromFirstPiece() {
    Duration shortest = piece.compareTo(length) < 0 ? piece : length;
    return new WindowSettings(length, warmUp, source, staleness, gaugeRamp, shortest, piece);
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
