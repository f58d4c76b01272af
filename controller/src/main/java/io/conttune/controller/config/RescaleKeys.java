package io.conttune.controller.config;

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
    Launch launch = keys.get("launch", Kind.choice(Launch.class), Launch.ARGUMENTS);
    return new RescaleConfig(
        launch,
        keys.require(
            "savepoint-directory",
            Kind.text().then(RescaleKeys::directory),
            "/",
            "a directory such as file:///var/savepoints, as the cluster sees it"),
        keys.require("jar", Kind.text(), "jar", "the name or id of a jar on the cluster"),
        keys.find("entry-class", Kind.text()),
        arguments(keys, launch),
        configuration(keys.section("configuration")),
        keys.get(
            "allow-non-restored-state",
            Kind.oneOf(Map.of("true", NonRestoredState.ALLOW, "false", NonRestoredState.REFUSE)),
            NonRestoredState.REFUSE),
        keys.get("stop-timeout", Kind.duration(Kind.SHORTEST), RescaleConfig.STOP_TIMEOUT),
        keys.get("start-timeout", Kind.duration(Kind.SHORTEST), RescaleConfig.START_TIMEOUT),
        keys.get("settle", Kind.duration(Duration.ZERO), RescaleConfig.SETTLE));
  }

  private static ArgumentTemplate arguments(Keys keys, Launch launch) {
    List<String> arguments = keys.list("arguments", Kind.anyText().then(RescaleKeys::argument));
    ArgumentTemplate template = new ArgumentTemplate(arguments);
    boolean complete = arguments.size() == keys.size("arguments");
    if (launch == Launch.ARGUMENTS && complete && template.operators().isEmpty()) {
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
