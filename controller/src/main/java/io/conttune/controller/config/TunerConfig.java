package io.conttune.controller.config;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.metrics.MeasurementRule;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings for tuning a job.
 *
 * @param method the tuner and its own settings
 * @param topK number of newest observations per operator and parallelism that are kept [ContTune
 *     §5.1]
 * @param decisionThreshold a change of the job's parallelism below this share is not worth a
 *     restart, unless an operator is short [ContTune §7]
 * @param targetUtilization share of its processing ability that an operator should use, above 0 up
 *     to 1; 1 reproduces the paper
 * @param idleTime time without traffic after which the job gets its minimum; empty for never
 * @param overload the signs of an overload
 * @param measurement the measurements that are worth remembering
 */
public record TunerConfig(
    TuningMethod method,
    int topK,
    double decisionThreshold,
    double targetUtilization,
    Optional<Duration> idleTime,
    OverloadRule overload,
    MeasurementRule measurement) {
  /** The share of its processing ability that an operator should use. */
  public static final Setting<Double> TARGET_UTILIZATION =
      Setting.of(
          "target-utilization",
          Scalars.number(0.01, 1),
          ContTuneSettings.DEFAULT.targetUtilization(),
          "Share of its processing ability that an operator should use. The paper uses 1. With an"
              + " [objective](#objective) the default follows from that.");

  /** The number of observations that count. */
  public static final Setting<Integer> TOP_K =
      Setting.of(
          "top-k",
          Scalars.integer(1, 1_000_000),
          ContTuneSettings.DEFAULT.topK(),
          "Number of newest observations per operator and parallelism whose mean counts.");

  private static final Setting<Double> DECISION_THRESHOLD =
      Setting.of(
          "decision-threshold",
          Scalars.number(0, 10),
          ContTuneSettings.DEFAULT.decisionThreshold(),
          "A smaller relative change of the job's total parallelism is not worth a restart, unless"
              + " an operator is short.");
  private static final Setting<Optional<Duration>> IDLE_TIME =
      Setting.of(
          "idle-time",
          Durations.from(Durations.SHORTEST).orWord("never"),
          Optional.of(Duration.ofMinutes(10)),
          "Time without any record after which the job gets its least parallelism. Records that"
              + " wait unread, and operators that are held up, are not idle.");
  private static final Setting<Double> MINIMUM_BUSY =
      Setting.of(
          "minimum-busy",
          Scalars.number(0, 1),
          MeasurementRule.DEFAULT.minimumBusy(),
          "Least share of busy time of a window whose processing ability is remembered.");
  private static final Setting<Long> MINIMUM_RECORDS =
      Setting.of(
          "minimum-records",
          Scalars.wholeNumber(1, 1_000_000_000_000L),
          MeasurementRule.DEFAULT.minimumRecords(),
          "Least number of records of a window whose processing ability is remembered.");

  /** The tuning of a job whose file says nothing about it. */
  public static final TunerConfig DEFAULT = section(TARGET_UTILIZATION.standard()).standard();

  public TunerConfig {
    Objects.requireNonNull(method, "method");
    TOP_K.require(topK);
    DECISION_THRESHOLD.require(decisionThreshold);
    TARGET_UTILIZATION.require(targetUtilization);
    IDLE_TIME.require(idleTime);
    Objects.requireNonNull(overload, "overload");
    MINIMUM_BUSY.require(measurement.minimumBusy());
    MINIMUM_RECORDS.require(measurement.minimumRecords());
  }

  /**
   * The settings of a job's tuning.
   *
   * @param utilization target utilisation of a file that says nothing about it
   */
  static Section<TunerConfig> section(double utilization) {
    return new Section<>(fields -> bind(fields, TARGET_UTILIZATION.withStandard(utilization)));
  }

  private static TunerConfig bind(Fields<TunerConfig> fields, Setting<Double> utilization) {
    double targetUtilization = fields.value(utilization, TunerConfig::targetUtilization);
    double threshold = fields.value(DECISION_THRESHOLD, TunerConfig::decisionThreshold);
    TuningMethod method = fields.variant(TuningMethod.variants(), TunerConfig::method);
    return new TunerConfig(
        method,
        fields.value(TOP_K, TunerConfig::topK),
        threshold,
        targetUtilization,
        fields.value(IDLE_TIME, TunerConfig::idleTime),
        fields.part(OverloadRule::bind, TunerConfig::overload),
        fields.part(TunerConfig::bindMeasurement, TunerConfig::measurement));
  }

  private static MeasurementRule bindMeasurement(Fields<MeasurementRule> fields) {
    return new MeasurementRule(
        fields.value(MINIMUM_BUSY, MeasurementRule::minimumBusy),
        fields.value(MINIMUM_RECORDS, MeasurementRule::minimumRecords));
  }
}
