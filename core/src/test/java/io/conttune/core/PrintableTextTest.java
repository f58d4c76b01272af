package io.conttune.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "Word Count → \"sum\"", "語 naïve 🚀", "C:\\jobs\\a"})
  void leavesWhatCanBeSeenAsItIs(String text) {
    assertThat(PrintableText.of(text)).isEqualTo(text);
  }

  @Test
  void escapesASequenceThatATerminalWouldObey() {
    assertThat(PrintableText.of("job\u001b[2J\u009b31m\u0007"))
        .isEqualTo("job\\u001b[2J\\u009b31m\\u0007");
  }

  @Test
  void escapesWhatWouldBeginALineOfItsOwn() {
    assertThat(PrintableText.of("a\r\nERROR\tb\u2028c\u0085"))
        .isEqualTo("a\\u000d\\u000aERROR\\u0009b\\u2028c\\u0085");
  }

  @Test
  void escapesWhatHidesOrTurnsText() {
    assertThat(PrintableText.of("\u202egnp.exe\u200b\u2066x\ufeff"))
        .isEqualTo("\\u202egnp.exe\\u200b\\u2066x\\ufeff");
  }

  @Test
  void escapesHalfASurrogatePair() {
    assertThat(PrintableText.of("a\ud83dz")).isEqualTo("a\\ud83dz");
  }

  @Test
  void escapesAFormatCharacterBeyondTheFirstPlane() {
    assertThat(PrintableText.of("a\udb40\udc41z")).isEqualTo("a\\udb40\\udc41z");
  }
}
