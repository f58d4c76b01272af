package io.conttune.controller.config.files;

import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.yaml.Mismatch;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.config.yaml.YamlSection;
import io.conttune.controller.operators.ArgumentTemplate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the keys of {@code rescale} that say how a job is started. */
final class LaunchKeys {
  /** Set by the controller itself with launch overrides. */
  static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private static final List<String> OF_JAR =
      List.of(
          "jar",
          "jar-file",
          "entry-class",
          "arguments",
          "configuration",
          "allow-non-restored-state");

  private LaunchKeys() {}

  static LaunchConfig read(YamlSection keys) {
    LaunchMethod method =
        keys.get("launch", ValueType.choice(LaunchMethod.class), LaunchMethod.ARGUMENTS);
    if (method == LaunchMethod.COMMAND) {
      OF_JAR.forEach(
          key -> keys.refuse(key, "has no effect with launch: command, expected no such key"));
      return command(keys);
    }
    for (String key : List.of("command", "command-timeout")) {
      keys.refuse(key, "has an effect with launch: command only, expected no such key");
    }
    return jar(keys, method);
  }

  private static LaunchConfig.Command command(YamlSection keys) {
    if (!keys.has("command")) {
      keys.missing("command", "a list: the program that starts the job, and its arguments");
    }
    List<String> command = keys.list("command", ValueType.anyText());
    if (keys.has("command") && (command.isEmpty() || command.get(0).isBlank())) {
      keys.fault("command", "names no program, expected a list of the program and its arguments");
    }
    return new LaunchConfig.Command(
        command.isEmpty() ? List.of("command") : command,
        keys.get(
            "command-timeout",
            ValueType.duration(ValueType.SHORTEST),
            LaunchConfig.Command.TIMEOUT));
  }

  private static LaunchConfig.Jar jar(YamlSection keys, LaunchMethod method) {
    return new LaunchConfig.Jar(
        method,
        jar(keys),
        keys.find("entry-class", ValueType.text()),
        arguments(keys, method),
        configuration(keys.section("configuration")),
        keys.get(
            "allow-non-restored-state",
            ValueType.oneOf(
                Map.of("true", NonRestoredState.ALLOW, "false", NonRestoredState.REFUSE)),
            NonRestoredState.REFUSE));
  }

  private static JarSource jar(YamlSection keys) {
    if (!keys.has("jar-file")) {
      return new JarSource.OnCluster(
          keys.require(
              "jar",
              ValueType.text(),
              "jar",
              "the name or id of a jar on the cluster, or jar-file with a file of this machine"));
    }
    keys.refuse("jar", "has no effect beside jar-file, expected one of them");
    return new JarSource.LocalFile(
        keys.get("jar-file", ValueType.text().then(LaunchKeys::file), Path.of("/jar")));
  }

  private static Path file(String text) throws Mismatch {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new Mismatch("is \"%s\", expected an absolute path of this machine".formatted(text));
    }
    return path;
  }

  private static ArgumentTemplate arguments(YamlSection keys, LaunchMethod launch) {
    List<String> arguments = keys.list("arguments", ValueType.anyText().then(LaunchKeys::argument));
    ArgumentTemplate template = new ArgumentTemplate(arguments);
    boolean complete = arguments.size() == keys.size("arguments");
    if (launch == LaunchMethod.ARGUMENTS && complete && template.operators().isEmpty()) {
      keys.fault(
          "arguments",
          "has no placeholder, expected at least one ${parallelism:<operator>} with launch"
              + " arguments");
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

  private static Map<String, String> configuration(YamlSection keys) {
    Map<String, String> configuration = new LinkedHashMap<>();
    keys.refuse(OVERRIDES, "is set by the controller, expected launch: overrides instead");
    for (String key : keys.names()) {
      keys.find(key, ValueType.anyText()).ifPresent(value -> configuration.put(key, value));
    }
    return configuration;
  }
}
