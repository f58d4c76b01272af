package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastTimeTest {
  private final PastTime times =
      new PastTime(Instant.parse("2026-11-27T09:00:00Z"), ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "03:12, 2026-11-27T02:12:00Z",
    "10:00, 2026-11-27T09:00:00Z",
    "10:01, 2026-11-26T09:01:00Z",
    "23:59:30, 2026-11-26T22:59:30Z",
    "2026-11-20T03:12, 2026-11-20T02:12:00Z",
    "2026-11-20T03:12:00Z, 2026-11-20T03:12:00Z"
  })
  void aTimeOfDayIsTheLastSuchOne(String typed, Instant expected) {
    assertThat(times.of(typed)).contains(expected);
  }

  @Test
  void whatIsNoTimeIsNone() {
    assertThat(times.of("25:00")).isEmpty();
    assertThat(times.of("yesterday")).isEmpty();
  }
}
