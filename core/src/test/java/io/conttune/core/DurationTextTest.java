package io.conttune.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"200ms,200", "0s,0", "30s,30000", "90s,90000", "5m,300000", "1h,3600000"})
  void readsAndWritesTheSameText(String text, long millis) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
    assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 s", "s", "-5s", "1.5s", "5S", "PT5S", "5d", "1234567890s"})
  void refusesOtherForms(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void doesNotWriteWhatItCouldNotReadBack() {
    assertThatThrownBy(() -> DurationText.of(Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DurationText.of(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
