package io.conttune.controller.config.files;

import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.secret.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds secrets in the environment of the controller and in files of its machine. */
public final class ProcessSecrets implements SecretLookup {
  /** Of a file without line breaks no more is read than this. */
  private static final int MOST_BYTES = 1 << 16;

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
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      int length = lengthOfFirstLine(bytes);
      if (length > MOST_BYTES) {
        throw new SecretMissingException(
            "names the file %s, whose first line is longer than %d bytes, expected a secret"
                .formatted(file, MOST_BYTES));
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (IOException e) {
      throw new SecretMissingException("names the file " + file + ", which cannot be read", e);
    }
  }

  /** In UTF-8 no other character has a byte of a line break. */
  private static int lengthOfFirstLine(byte[] text) {
    int length = 0;
    while (length < text.length && text[length] != '\n' && text[length] != '\r') {
      length++;
    }
    return length;
  }
}
