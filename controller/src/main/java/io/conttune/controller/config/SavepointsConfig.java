package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;

/**
 * Settings for the savepoints that rescales have made.
 *
 * @param keep number of a job's newest ones that stay, at least 1; older ones are disposed of
 */
public record SavepointsConfig(int keep) {
  private static final Setting<Integer> KEEP =
      Setting.of(
          "keep",
          Scalars.integer(1, Integer.MAX_VALUE),
          3,
          "Number of newest savepoints of this job's rescales that stay; older ones are"
              + " [disposed of](#disposal-of-savepoints).");

  /** Enough to go back to the state before the last few rescales. */
  public static final SavepointsConfig DEFAULT = new Section<>(SavepointsConfig::bind).standard();

  public SavepointsConfig {
    KEEP.require(keep);
  }

  static SavepointsConfig bind(Fields<SavepointsConfig> fields) {
    return new SavepointsConfig(fields.value(KEEP, SavepointsConfig::keep));
  }
}
