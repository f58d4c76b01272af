package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.time.Duration;

/**
 * The conditions under which the tuner may take subtasks away. None of them stands in the way of
 * growth.
 *
 * @param after the time for which every decision must have wanted fewer; 0 for none
 * @param notWhen signs of pressure in which none are taken
 */
public record ShrinkConfig(Duration after, NoShrinkConfig notWhen) {
  private static final Setting<Duration> AFTER =
      Setting.of(
          "shrink-after",
          Durations.from(Duration.ZERO),
          Duration.ZERO,
          "Subtasks are taken away only if every decision for this long has wanted fewer, and no"
              + " more of them than the most careful one of these. `0s`: at once.");

  private static final Setting<NoShrinkConfig> NOT_WHEN =
      Setting.of(
          "no-shrink-when",
          new Section<>(NoShrinkConfig::bind),
          NoShrinkConfig.DEFAULT,
          "[Signs of pressure](#guard-railsno-shrink-when) in which no subtasks are taken away.");

  /** What holds where nothing is said. */
  public static final ShrinkConfig DEFAULT = new Section<>(ShrinkConfig::bind).standard();

  public ShrinkConfig {
    AFTER.require(after);
    NOT_WHEN.require(notWhen);
  }

  static ShrinkConfig bind(Fields<ShrinkConfig> fields) {
    return new ShrinkConfig(
        fields.value(AFTER, ShrinkConfig::after), fields.value(NOT_WHEN, ShrinkConfig::notWhen));
  }
}
