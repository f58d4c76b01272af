package io.conttune.controller.config.files;

import io.conttune.controller.config.FileContext;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves paths against the directory of a configuration file, {@code ${env:NAME}} against the
 * process and {@code ${file:/path}} against the disk, so that no secret stands in a YAML file.
 *
 * @param environment variables of the process
 * @param file the configuration file
 */
record ConfigFileContext(Map<String, String> environment, Path file) implements FileContext {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)\\}");

  ConfigFileContext {
    environment = Map.copyOf(environment);
  }

  @Override
  public Path path(String text) {
    return file.resolveSibling(text);
  }

  /** A reference, and nothing else: a secret typed into the file is a fault. */
  @Override
  public ScalarType<Secret> secret() {
    return Scalars.text()
        .map(this::secret, Secret::reference)
        .described(
            "reference", Map.of("type", "string", "pattern", "^" + REFERENCE.pattern() + "$"));
  }

  private Secret secret(String text) throws Mismatch {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      throw new Mismatch("is no reference, expected ${env:NAME} or ${file:/path}");
    }
    resolve(matcher);
    return new Secret(text, () -> revealed(matcher));
  }

  @Override
  public ScalarType<String> textOrReference() {
    return Scalars.text()
        .map(
            text -> {
              Matcher matcher = REFERENCE.matcher(text);
              return matcher.matches() ? resolve(matcher) : text;
            },
            text -> text);
  }

  /**
   * Looks the secret up anew: a file may have changed since it was checked.
   *
   * @throws IOException if it is gone
   */
  private String revealed(Matcher reference) throws IOException {
    try {
      return resolve(reference);
    } catch (Mismatch mismatch) {
      throw new IOException(reference.group() + " " + mismatch.getMessage(), mismatch);
    }
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
    Path named = path(name);
    try {
      return Files.readString(named).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new Mismatch("names the file " + named + ", which cannot be read");
    }
  }
}
