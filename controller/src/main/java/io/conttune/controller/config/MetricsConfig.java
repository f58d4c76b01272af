package io.conttune.controller.config;

import io.conttune.collector.MetricSource;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.core.DurationText;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Settings for measuring a job.
 *
 * @param poll time between two looks at the job
 * @param window time whose measurements one decision is based on, at least one poll
 * @param warmUp time after a start before the first window begins
 * @param source the metrics to read
 * @param staleness time for which counters may stand still before they are taken for old
 * @param gaugeRamp time for which per-second gauges climb after a start; they are not used before
 * @param deadline of one call of Flink's REST API, and of all questions for rates of one look
 * @param rates the ways to the rates of sources that Flink does not tell, by vertex id or operator
 *     name
 */
public record MetricsConfig(
    Duration poll,
    Duration window,
    Duration warmUp,
    MetricSource source,
    Duration staleness,
    Duration gaugeRamp,
    Duration deadline,
    Map<String, SourceRateConfig> rates) {
  private static final Setting<Duration> POLL =
      Setting.of(
          "poll",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(5),
          "Time between two readings of the job's metrics.");
  private static final Setting<Duration> WINDOW =
      Setting.of(
          "window",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(1),
          "Time whose measurements one decision is based on. At least one `poll`.");
  private static final Setting<Duration> WARM_UP =
      Setting.of(
          "warm-up",
          Durations.from(Duration.ZERO),
          Duration.ofSeconds(15),
          "Time after a start of the job whose measurements are left out.");
  private static final Setting<MetricSource> SOURCE =
      Setting.of(
          "source",
          Scalars.choice(MetricSource.class),
          MetricSource.AUTO,
          "Metrics to read. `counters`: from Flink 1.16 on, or with the"
              + " [patch](../patch/README.md). `gauges`: from Flink 1.13 on. `auto`: counters where"
              + " the cluster has them.");
  private static final Setting<Duration> STALENESS =
      Setting.of(
          "staleness",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(30),
          "Counters that stand still for longer are old, and nothing is decided on them.");
  private static final Setting<Duration> GAUGE_RAMP =
      Setting.of(
          "gauge-ramp",
          Durations.from(Duration.ZERO),
          Duration.ofMinutes(1),
          "Gauges climb for this long after a start. They are not used before.");
  private static final Setting<Duration> DEADLINE =
      Setting.of(
          "deadline",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(10),
          "Longest time that one call of Flink's REST API may take, and that asking for all `rates` of"
              + " one reading may take.");

  /** A look each 5 s, a decision each minute. */
  public static final MetricsConfig DEFAULT =
      new Section<MetricsConfig>(fields -> bind(fields, Map::of)).standard();

  public MetricsConfig {
    POLL.require(poll);
    WINDOW.require(window);
    Require.atLeast("window", poll, window);
    WARM_UP.require(warmUp);
    SOURCE.require(source);
    STALENESS.require(staleness);
    GAUGE_RAMP.require(gaugeRamp);
    DEADLINE.require(deadline);
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
  }

  /** Settings of a job whose sources tell their rates. */
  public MetricsConfig(
      Duration poll,
      Duration window,
      Duration warmUp,
      MetricSource source,
      Duration staleness,
      Duration gaugeRamp,
      Duration deadline) {
    this(poll, window, warmUp, source, staleness, gaugeRamp, deadline, Map.of());
  }

  static MetricsConfig bind(Fields<MetricsConfig> fields, FileContext context) {
    Setting<Map<String, SourceRateConfig>> ratesKey =
        Setting.of(
            "rates",
            ValueType.mapOf(ParallelismConfig::operatorName, SourceRateConfig.type(context)),
            Map.of(),
            "Rates of [sources that cannot tell them](#metricsrates), by vertex id or operator"
                + " name.");
    return bind(fields, () -> fields.value(ratesKey, MetricsConfig::rates));
  }

  private static MetricsConfig bind(
      Fields<MetricsConfig> fields, Supplier<Map<String, SourceRateConfig>> rates) {
    Duration poll = fields.value(POLL, MetricsConfig::poll);
    Duration window = fields.value(WINDOW, MetricsConfig::window);
    boolean fits =
        fields.holds(
            window.compareTo(poll) >= 0,
            "the window of %s is shorter than the poll of %s, expected at least one poll in a window"
                .formatted(DurationText.of(window), DurationText.of(poll)),
            WINDOW,
            POLL);
    return new MetricsConfig(
        poll,
        fits ? window : poll,
        fields.value(WARM_UP, MetricsConfig::warmUp),
        fields.value(SOURCE, MetricsConfig::source),
        fields.value(STALENESS, MetricsConfig::staleness),
        fields.value(GAUGE_RAMP, MetricsConfig::gaugeRamp),
        fields.value(DEADLINE, MetricsConfig::deadline),
        rates.get());
  }
}
