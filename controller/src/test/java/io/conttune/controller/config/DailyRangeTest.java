package io.conttune.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.setting.Mismatch;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DailyRangeTest {
  @ParameterizedTest
  @CsvSource({
    "08:00-10:00, 2026-01-01T08:00:00Z, true",
    "08:00-10:00, 2026-01-01T09:59:59Z, true",
    "08:00-10:00, 2026-01-01T10:00:00Z, false",
    "08:00-10:00, 2026-01-01T07:59:59Z, false",
    "22:00-06:00, 2026-01-01T23:00:00Z, true",
    "22:00-06:00, 2026-01-01T05:00:00Z, true",
    "22:00-06:00, 2026-01-01T06:00:00Z, false",
    "08:00-10:00 Europe/Berlin, 2026-01-01T07:00:00Z, true",
    "08:00-10:00 Europe/Berlin, 2026-07-01T07:30:00Z, true",
    "08:00-10:00 Europe/Berlin, 2026-07-01T08:30:00Z, false"
  })
  void coversItsBeginButNotItsEndInItsTimeZone(String range, Instant moment, boolean covers)
      throws Mismatch {
    assertThat(TimeWindow.of(range).covers(moment)).isEqualTo(covers);
  }

  @Test
  void isWrittenAsItIsRead() throws Mismatch {
    assertThat(TimeWindow.of("22:00-06:30")).hasToString("22:00-06:30 UTC");
    assertThat(TimeWindow.of("22:00-06:30 UTC")).isEqualTo(TimeWindow.of("22:00-06:30"));
  }

  @ParameterizedTest
  @CsvSource({
    "8-10, expected a daily range such as",
    "25:00-26:00, expected a daily range such as",
    "08:00-08:00, covers no time",
    "08:00-10:00 Mars/Base, expected one such as Europe/Berlin"
  })
  void saysWhatIsExpectedOfATextThatIsNone(String text, String message) {
    assertThatThrownBy(() -> TimeWindow.of(text))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(message);
  }
}
