package io.conttune.controller.config;

import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the keys of {@code rescale}. */
final class RescaleKeys {
  private static final Pattern DIRECTORY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)?/.*");

  private RescaleKeys() {}

  static RescaleConfig read(Keys keys) {
    return new RescaleConfig(
        LaunchKeys.read(keys),
        keys.require(
            "savepoint-directory",
            Kind.text().then(RescaleKeys::directory),
            "/",
            "a directory such as file:///var/savepoints, as the cluster sees it"),
        capture(keys),
        keys.get("in-place", Kind.choice(InPlaceMode.class), InPlaceMode.AUTO),
        savepoints(keys.section("savepoints")),
        timing(keys));
  }

  private static SavepointsConfig savepoints(Keys keys) {
    return new SavepointsConfig(
        keys.get("keep", Kind.integer(1, Integer.MAX_VALUE), SavepointsConfig.DEFAULT.keep()));
  }

  private static CaptureConfig capture(Keys keys) {
    CaptureConfig defaults = CaptureConfig.DEFAULT;
    return new CaptureConfig(
        keys.get("capture", Kind.choice(CaptureMode.class), defaults.mode()),
        keys.get("drain-budget", Kind.duration(Duration.ZERO), defaults.drainBudget()),
        keys.get("checkpoint-above", Kind.duration(Duration.ZERO), defaults.checkpointAbove()),
        keys.get("checkpoint-age", Kind.duration(Kind.SHORTEST), defaults.checkpointAge()));
  }

  private static RescaleTiming timing(Keys keys) {
    RescaleTiming defaults = RescaleTiming.DEFAULT;
    return new RescaleTiming(
        keys.get("poll", Kind.duration(Kind.SHORTEST), defaults.poll()),
        keys.get("start-timeout", Kind.duration(Kind.SHORTEST), defaults.startTimeout()),
        keys.get("settle", Kind.duration(Duration.ZERO), defaults.settle()),
        keys.get("retry", Kind.duration(Kind.SHORTEST), defaults.retry()),
        keys.get("hold-after-failure", Kind.duration(Duration.ZERO), defaults.holdAfterFailure()),
        keys.get("hold-after-change", Kind.duration(Duration.ZERO), defaults.holdAfterChange()),
        keys.get("obstacle-retry", Kind.duration(Duration.ZERO), defaults.obstacleRetry()),
        keys.get("expected-downtime", Kind.duration(Duration.ZERO), defaults.expectedDowntime()));
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
