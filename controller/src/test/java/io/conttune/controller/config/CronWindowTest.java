package io.conttune.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.setting.Mismatch;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first day of 2026 is a Thursday. */
final class CronWindowTest {
  @ParameterizedTest
  @CsvSource({
    "0 22 * * FRI for 8h, 2026-01-02T22:00:00Z, true",
    "0 22 * * FRI for 8h, 2026-01-02T21:59:59Z, false",
    "0 22 * * FRI for 8h, 2026-01-03T05:59:59Z, true",
    "0 22 * * FRI for 8h, 2026-01-03T06:00:00Z, false",
    "0 22 * * 5 for 8h, 2026-01-02T22:00:59Z, true",
    "*/15 8-9 * * MON-FRI for 5m, 2026-01-02T09:49:59Z, true",
    "*/15 8-9 * * MON-FRI for 5m, 2026-01-02T09:50:00Z, false",
    "*/15 8-9 * * MON-FRI for 5m, 2026-01-03T09:45:00Z, false",
    "0 0 1 * * for 24h, 2026-02-01T12:00:00Z, true",
    "0 0 1 * * for 24h, 2026-02-02T00:00:00Z, false",
    "0 0 13 * SUN for 24h, 2026-01-13T12:00:00Z, true",
    "0 0 13 * SUN for 24h, 2026-01-04T12:00:00Z, true",
    "0 0 13 * SUN for 24h, 2026-01-05T12:00:00Z, false",
    "0 0 29 2 * for 1h, 2028-02-29T00:30:00Z, true",
    "0 * * * * for 2h, 2026-01-02T09:30:00Z, true"
  })
  void coversItsLengthFromEachBegin(String window, Instant moment, boolean covers) throws Mismatch {
    assertThat(TimeWindow.of(window).covers(moment)).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "0 8 * * * for 2h Europe/Berlin, 2026-01-05T07:00:00Z, true",
    "0 8 * * * for 2h Europe/Berlin, 2026-07-06T06:00:00Z, true",
    "0 8 * * * for 2h Europe/Berlin, 2026-07-06T08:00:00Z, false",
    // The clock goes from 2 to 3 in that night: six hours after 22:00 it shows 05:00.
    "0 22 * * * for 6h Europe/Berlin, 2026-03-29T02:59:59Z, true",
    "0 22 * * * for 6h Europe/Berlin, 2026-03-29T03:00:00Z, false",
    // It goes from 3 to 2 in that one, which it shows twice.
    "0 22 * * * for 6h Europe/Berlin, 2026-10-25T01:59:59Z, true",
    "0 22 * * * for 6h Europe/Berlin, 2026-10-25T02:00:00Z, false"
  })
  void beginsByTheClockOfItsZoneAndLastsForTheTimeThatPasses(
      String window, Instant moment, boolean covers) throws Mismatch {
    assertThat(TimeWindow.of(window).covers(moment)).isEqualTo(covers);
  }

  @Test
  void isWrittenAsItIsRead() throws Mismatch {
    TimeWindow window = TimeWindow.of("0  22 * * FRI  for 480m   Europe/Berlin");

    assertThat(window).hasToString("0 22 * * FRI for 8h Europe/Berlin");
    assertThat(TimeWindow.of(window.toString())).isEqualTo(window).hasSameHashCodeAs(window);
    assertThat(window).isNotEqualTo(TimeWindow.of("0 22 * * SAT for 8h Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource({
    "0 22 * * FRI, expected a daily range such as",
    "0 22 * * FRI for ever, 'lasts \"ever\", expected a length from 1m to 8760h'",
    "0 22 * * FRI for 1s, 'lasts \"1s\", expected a length from 1m to 8760h'",
    "61 22 * * FRI for 8h, 'has the cron expression \"61 22 * * FRI\"'",
    "0 22 * * FREITAG for 8h, 'expected minute, hour, day of the month, month, day of the week'",
    "0 0 30 2 * for 8h, 'never begins, expected a day that there is: 0 0 30 2 *'",
    "0 22 * * FRI for 8h Mars/Base, expected one such as Europe/Berlin"
  })
  void saysWhatIsExpectedOfATextThatIsNone(String text, String message) {
    assertThatThrownBy(() -> TimeWindow.of(text))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(message);
  }
}
