package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkVersion;
import java.util.Optional;

/** The treatment of options in a request to run a jar, by the version of Flink. */
public enum RunOptions {
  /** Up to 1.16: it refuses a request that has any. */
  REFUSED("Flink %s refuses options in a request to run a jar, and so parallelism overrides"),
  /** 1.17, 1.18, and from 2.0 on: they count, save for parallelism overrides. */
  WITHOUT_OVERRIDES("Flink %s ignores parallelism overrides in a request to run a jar"),
  /** 1.19 and 1.20: they count, parallelism overrides too. */
  WITH_OVERRIDES("Flink %s honours parallelism overrides in a request to run a jar"),
  /** The version cannot be read. */
  UNKNOWN("it is not known whether Flink %s honours parallelism overrides");

  private final String sentence;

  RunOptions(String sentence) {
    this.sentence = sentence;
  }

  /**
   * That of this version.
   *
   * @param flinkVersion as the cluster names it
   */
  public static RunOptions of(String flinkVersion) {
    Optional<FlinkVersion> version = FlinkVersion.parse(flinkVersion);
    if (version.isEmpty()) {
      return UNKNOWN;
    }
    if (!version.get().isAtLeast(1, 17)) {
      return REFUSED;
    }
    return version.get().isAtLeast(1, 19) && !version.get().isAtLeast(2, 0)
        ? WITH_OVERRIDES
        : WITHOUT_OVERRIDES;
  }

  /** What it does with parallelism overrides, in words. */
  String onOverrides(String flinkVersion) {
    return sentence.formatted(flinkVersion);
  }
}
