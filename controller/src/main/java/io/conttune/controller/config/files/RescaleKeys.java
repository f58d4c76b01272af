package io.conttune.controller.config.files;

import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.yaml.Mismatch;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.config.yaml.YamlSection;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the keys of {@code rescale}. */
final class RescaleKeys {
  private static final Pattern DIRECTORY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)?/.*");

  private RescaleKeys() {}

  static RescaleConfig read(YamlSection keys) {
    return new RescaleConfig(
        LaunchKeys.read(keys),
        keys.require(
            "savepoint-directory",
            ValueType.text().then(RescaleKeys::directory),
            "/",
            "a directory such as file:///var/savepoints, as the cluster sees it"),
        capture(keys),
        keys.get("in-place", ValueType.choice(InPlaceMode.class), InPlaceMode.AUTO),
        savepoints(keys.section("savepoints")),
        timing(keys));
  }

  private static SavepointsConfig savepoints(YamlSection keys) {
    return new SavepointsConfig(
        keys.get("keep", ValueType.integer(1, Integer.MAX_VALUE), SavepointsConfig.DEFAULT.keep()));
  }

  private static CaptureConfig capture(YamlSection keys) {
    CaptureConfig defaults = CaptureConfig.DEFAULT;
    return new CaptureConfig(
        keys.get("capture", ValueType.choice(CaptureMode.class), defaults.mode()),
        keys.get("drain-budget", ValueType.duration(Duration.ZERO), defaults.drainBudget()),
        keys.get("checkpoint-above", ValueType.duration(Duration.ZERO), defaults.checkpointAbove()),
        keys.get(
            "checkpoint-age", ValueType.duration(ValueType.SHORTEST), defaults.checkpointAge()));
  }

  private static RescaleTiming timing(YamlSection keys) {
    RescaleTiming defaults = RescaleTiming.DEFAULT;
    return new RescaleTiming(
        keys.get("poll", ValueType.duration(ValueType.SHORTEST), defaults.poll()),
        keys.get("start-timeout", ValueType.duration(ValueType.SHORTEST), defaults.startTimeout()),
        keys.get("settle", ValueType.duration(Duration.ZERO), defaults.settle()),
        keys.get("retry", ValueType.duration(ValueType.SHORTEST), defaults.retry()),
        keys.get(
            "hold-after-failure", ValueType.duration(Duration.ZERO), defaults.holdAfterFailure()),
        keys.get(
            "hold-after-change", ValueType.duration(Duration.ZERO), defaults.holdAfterChange()),
        keys.get("obstacle-retry", ValueType.duration(Duration.ZERO), defaults.obstacleRetry()),
        keys.get(
            "expected-downtime", ValueType.duration(Duration.ZERO), defaults.expectedDowntime()));
  }

  private static String directory(String text) throws Mismatch {
    if (!DIRECTORY.matcher(text).matches()) {
      throw new Mismatch(
          "is \"%s\", expected a URI such as file:///var/savepoints or an absolute path"
              .formatted(text));
    }
    return text;
  }
}
