package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.secret.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSecretsTest {
  private final ProcessSecrets secrets = new ProcessSecrets(Map.of());

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"token", "token\n", "token\r\nmore\n"})
  void aSecretIsTheFirstLineOfItsFile(String content) throws Exception {
    assertThat(secrets.find(file(content))).isEqualTo("token");
  }

  @Test
  void anEmptyFileHoldsAnEmptySecret() throws Exception {
    assertThat(secrets.find(file(""))).isEmpty();
  }

  @Test
  void aLongFileWithAShortFirstLineIsRead() throws Exception {
    assertThat(secrets.find(file("token\n" + "x".repeat(100_000)))).isEqualTo("token");
  }

  @Test
  void aFileWithoutEndIsRefused() {
    assertThatThrownBy(() -> secrets.find(at(Path.of("/dev/zero"))))
        .isInstanceOf(SecretMissingException.class)
        .hasMessage(
            "names the file /dev/zero, whose first line is longer than 65536 bytes, expected a"
                + " secret");
  }

  private SecretReference file(String content) throws IOException {
    return at(Files.writeString(directory.resolve("secret"), content));
  }

  private static SecretReference at(Path file) {
    return new SecretReference(SecretReference.Source.FILE, file.toString());
  }
}
