package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.files.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The manual page of the archive is made from the commands. */
class ManPageTest {
  private static final Path PAGE = Path.of("../dist/src/main/man/conttune.1");

  @Test
  void thePageHasEveryCommandAsItIsDeclared() throws IOException {
    GeneratedText.checkFile(PAGE, ManPage.of(ContTune.commandLine()));
  }

  @Test
  void namesCommandsOptionsAndExitCodes() {
    assertThat(ManPage.of(ContTune.commandLine()))
        .contains(
            ".SS \"conttune handover \\fIJOB\\fR\"",
            "\\fB\\-\\-plan\\fR \\fIID\\fR",
            "exit code 1",
            "Who gives it (default: the name of your user).")
        .doesNotContain("${");
  }
}
