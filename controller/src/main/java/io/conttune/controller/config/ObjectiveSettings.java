package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.util.Optional;

/** The keys of an {@link Objective}, and the defaults of other settings that follow from it. */
public final class ObjectiveSettings {
  /** The lag that a job may have. */
  public static final Setting<Duration> LAG =
      Setting.of(
          "lag",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(30),
          "Longest lag: the records that wait for a source, in seconds of its rate.");

  /** The share of the time in which it may have no more. */
  public static final Setting<Double> SHARE =
      Setting.of(
          "share",
          Scalars.number(0.5, 1),
          0.99,
          "Share of the time in which the lag is no longer than that.");

  /** An objective of which nothing but the section is there. */
  public static final Objective STANDARD = new Section<>(ObjectiveSettings::bind).standard();

  static final Setting<Optional<Objective>> OBJECTIVE =
      Setting.optional(
          "objective",
          new Section<>(ObjectiveSettings::bind),
          "[Lag that the job may have](#objective).");

  private ObjectiveSettings() {}

  private static Objective bind(Fields<Objective> fields) {
    return new Objective(fields.value(LAG, Objective::lag), fields.value(SHARE, Objective::share));
  }

  /** The target utilisation of a job that names none. */
  static double utilization(Optional<Objective> objective, Optional<RescaleConfig> rescale) {
    Duration restart =
        rescale.map(RescaleConfig::timing).orElse(RescaleTiming.DEFAULT).expectedDowntime();
    return objective
        .map(asked -> asked.utilization(restart))
        .orElseGet(TunerConfig.TARGET_UTILIZATION::standard);
  }

  /** The time to catch up of a job that names none. */
  static Duration catchUp(Optional<Objective> objective) {
    return objective.map(Objective::catchUp).orElseGet(JobConfig.CATCH_UP::standard);
  }
}
