package io.conttune.controller.config.files;

import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.secret.SecretReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds secrets in the environment of the controller and in files of its machine. */
public final class ProcessSecrets implements SecretLookup {
  private final Map<String, String> environment;

  /** Looks environment variables up in this map. */
  public ProcessSecrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String find(SecretReference reference) throws SecretMissingException {
    return switch (reference.source()) {
      case ENVIRONMENT -> variable(reference.name());
      case FILE -> firstLine(Path.of(reference.name()));
    };
  }

  private String variable(String name) throws SecretMissingException {
    String value = environment.get(name);
    if (value == null) {
      throw new SecretMissingException(
          "names the environment variable " + name + ", which is not set");
    }
    return value;
  }

  private static String firstLine(Path file) throws SecretMissingException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new SecretMissingException("names the file " + file + ", which cannot be read", e);
    }
  }
}
