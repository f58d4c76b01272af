package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.rescale.SavepointFormat;

/**
 * Settings for the savepoints that rescales have made.
 *
 * @param keep number of a job's newest ones that stay, at least 1; older ones are disposed of
 * @param format the format in which they are written
 */
public record SavepointsConfig(int keep, SavepointFormat format) {
  private static final Setting<Integer> KEEP =
      Setting.of(
          "keep",
          Scalars.integer(1, Integer.MAX_VALUE),
          3,
          "Number of newest savepoints of this job's rescales that stay; older ones are"
              + " [disposed of](#disposal-of-savepoints).");

  private static final Setting<SavepointFormat> FORMAT =
      Setting.of(
          "format",
          Scalars.choice(SavepointFormat.class),
          SavepointFormat.AUTO,
          "Format of a savepoint, from Flink 1.15 on. `native` is quicker where state is large,"
              + " `canonical` can be restored by another state backend. `auto`: `native` with"
              + " RocksDB and ForSt.");

  /** Enough to go back to the state before the last few rescales. */
  public static final SavepointsConfig DEFAULT = new Section<>(SavepointsConfig::bind).standard();

  public SavepointsConfig {
    KEEP.require(keep);
    FORMAT.require(format);
  }

  static SavepointsConfig bind(Fields<SavepointsConfig> fields) {
    return new SavepointsConfig(
        fields.value(KEEP, SavepointsConfig::keep), fields.value(FORMAT, SavepointsConfig::format));
  }
}
