package io.conttune.controller.config.files;

import io.conttune.controller.config.Secret;
import io.conttune.controller.config.yaml.Mismatch;
import io.conttune.controller.config.yaml.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:/path}}, so that no secret stands in a YAML file.
 *
 * @param environment variables of the process
 * @param directory against which relative paths are resolved: that of the YAML file
 */
record SecretSource(Map<String, String> environment, Path directory) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  SecretSource {
    environment = Map.copyOf(environment);
  }

  /** A reference, and nothing else: a secret typed into the file is a fault. */
  ValueType<Secret> secret() {
    return ValueType.text()
        .then(
            text -> {
              Matcher matcher = REFERENCE.matcher(text);
              if (!matcher.matches()) {
                throw new Mismatch("is no reference, expected ${env:NAME} or ${file:/path}");
              }
              return new Secret(resolve(matcher));
            });
  }

  /** A reference, or plain text. */
  ValueType<String> textOrReference() {
    return ValueType.text()
        .then(
            text -> {
              Matcher matcher = REFERENCE.matcher(text);
              return matcher.matches() ? resolve(matcher) : text;
            });
  }

  private String resolve(Matcher reference) throws Mismatch {
    String name = reference.group(2);
    return reference.group(1).equals("env") ? variable(name) : firstLine(name);
  }

  private String variable(String name) throws Mismatch {
    String value = environment.get(name);
    if (value == null) {
      throw new Mismatch("names the environment variable " + name + ", which is not set");
    }
    return value;
  }

  private String firstLine(String name) throws Mismatch {
    Path file = directory.resolve(name);
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new Mismatch("names the file " + file + ", which cannot be read");
    }
  }
}
