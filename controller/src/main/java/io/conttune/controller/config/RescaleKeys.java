package io.conttune.controller.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the keys of {@code rescale}. */
final class RescaleKeys {
  /** Set by the controller itself with launch overrides. */
  static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private static final Pattern DIRECTORY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)?/.*");

  private RescaleKeys() {}

  static RescaleConfig read(Keys keys) {
    LaunchMethod launch =
        keys.get("launch", Kind.choice(LaunchMethod.class), LaunchMethod.ARGUMENTS);
    return new RescaleConfig(
        launch,
        keys.require(
            "savepoint-directory",
            Kind.text().then(RescaleKeys::directory),
            "/",
            "a directory such as file:///var/savepoints, as the cluster sees it"),
        capture(keys),
        jar(keys),
        keys.find("entry-class", Kind.text()),
        arguments(keys, launch),
        configuration(keys.section("configuration")),
        keys.get(
            "allow-non-restored-state",
            Kind.oneOf(Map.of("true", NonRestoredState.ALLOW, "false", NonRestoredState.REFUSE)),
            NonRestoredState.REFUSE),
        savepoints(keys.section("savepoints")),
        timing(keys));
  }

  private static JarSource jar(Keys keys) {
    if (!keys.has("jar-file")) {
      return new JarSource.OnCluster(
          keys.require(
              "jar",
              Kind.text(),
              "jar",
              "the name or id of a jar on the cluster, or jar-file with a file of this machine"));
    }
    keys.refuse("jar", "has no effect beside jar-file, expected one of them");
    return new JarSource.LocalFile(
        keys.get("jar-file", Kind.text().then(RescaleKeys::file), Path.of("/jar")));
  }

  private static Path file(String text) throws Mismatch {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new Mismatch("is \"%s\", expected an absolute path of this machine".formatted(text));
    }
    return path;
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

  private static ArgumentTemplate arguments(Keys keys, LaunchMethod launch) {
    List<String> arguments = keys.list("arguments", Kind.anyText().then(RescaleKeys::argument));
    ArgumentTemplate template = new ArgumentTemplate(arguments);
    boolean complete = arguments.size() == keys.size("arguments");
    if (launch == LaunchMethod.ARGUMENTS && complete && template.operators().isEmpty()) {
      keys.fault(
          "arguments",
          "has no placeholder, expected at least one ${parallelism:<operator>} with launch arguments");
    }
    return template;
  }

  private static String argument(String text) throws Mismatch {
    if (ArgumentTemplate.isMalformed(text)) {
      throw new Mismatch(
          "has a malformed placeholder: \"%s\", expected ${parallelism:<operator>}, or $${ for a literal ${"
              .formatted(text));
    }
    return text;
  }

  private static Map<String, String> configuration(Keys keys) {
    Map<String, String> configuration = new LinkedHashMap<>();
    keys.refuse(OVERRIDES, "is set by the controller, expected launch: overrides instead");
    for (String key : keys.names()) {
      keys.find(key, Kind.anyText()).ifPresent(value -> configuration.put(key, value));
    }
    return configuration;
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
