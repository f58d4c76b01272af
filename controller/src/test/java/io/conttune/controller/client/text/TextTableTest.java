package io.conttune.controller.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersStandToTheRightAndLinesEndWithoutSpaces() {
    TextTable table =
        new TextTable(
            List.of(TextTable.text("NAME"), TextTable.number("N"), TextTable.text("WHY")),
            List.of(List.of("a", "1", "x"), List.of("longer", "100", "")));

    assertThat(table.lines()).containsExactly("NAME      N  WHY", "a         1  x", "longer  100");
  }

  @Test
  void lengthsOfTimeAreAsLongAsTheyNeedToBe() {
    assertThat(NumberWords.seconds(0.44)).isEqualTo("0.4 s");
    assertThat(NumberWords.seconds(119.4)).isEqualTo("119 s");
    assertThat(NumberWords.seconds(7199)).isEqualTo("120 min");
    assertThat(NumberWords.seconds(7200)).isEqualTo("2 h");
    assertThat(NumberWords.seconds(OptionalDouble.empty())).isEqualTo("-");
  }

  /** Names come from the authors of jobs. */
  @Test
  void aNameCannotSteerTheTerminalAndIsCut() {
    assertThat(NumberWords.name("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
    assertThat(NumberWords.name("x".repeat(50))).isEqualTo("x".repeat(39) + "…");
  }
}
