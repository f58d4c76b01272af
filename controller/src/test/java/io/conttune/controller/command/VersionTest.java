package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @Test
  void namesTheCommit() throws IOException {
    assertThat(Version.text(built("commit=31ba50a"))).isEqualTo("conttune 1.2.3 (commit 31ba50a)");
  }

  @Test
  void saysThatFilesDifferFromTheCommit() throws IOException {
    assertThat(Version.text(built("commit=31ba50a-changed")))
        .isEqualTo("conttune 1.2.3 (commit 31ba50a-changed)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "${commit}"})
  void admitsABuildWithoutGit(String commit) throws IOException {
    assertThat(Version.text(built("commit=" + commit)))
        .isEqualTo("conttune 1.2.3 (built without git)");
  }

  private static Properties built(String lines) throws IOException {
    Properties built = new Properties();
    built.load(new StringReader("version=1.2.3\n" + lines));
    return built;
  }
}
