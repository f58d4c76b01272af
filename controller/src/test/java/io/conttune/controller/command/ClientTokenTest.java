package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTokenTest {
  @TempDir private Path directory;

  @Test
  void itIsTheFirstLineOfTheVariableOrTheFile() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), " inTheFile \nnote\n");

    assertThat(ClientToken.of(Optional.empty(), Optional.of("inTheVariable\nnote")))
        .contains("inTheVariable");
    assertThat(ClientToken.of(Optional.of(file), Optional.of("inTheVariable")))
        .contains("inTheFile");
  }

  @Test
  void anEmptyOneIsNone() throws Exception {
    assertThat(ClientToken.of(Optional.empty(), Optional.of(""))).isEmpty();
    assertThat(ClientToken.of(Optional.empty(), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sec ret", "sec\u0007ret", "secré"})
  void aTokenThatNoHeaderMayHoldIsRefusedAndNotRepeated(String token) {
    assertThatThrownBy(() -> ClientToken.of(Optional.empty(), Optional.of(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONTTUNE_TOKEN: the token holds a character that no header may hold")
        .hasMessageNotContaining("sec");
  }
}
