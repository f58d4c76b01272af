package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RescaleTimesTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofSeconds(20);

  @Test
  void endsWithTheRescaleWhenTheClockJumpsWhileTheJobIsDown() {
    RescaleTimes times =
        RescaleTimes.EMPTY.asked(ASKED).down(ASKED.plusSeconds(2)).up(ASKED.plusSeconds(3_607));

    assertThat(times.within(LENGTH).stopping()).contains(Duration.ofSeconds(2));
    assertThat(times.within(LENGTH).downtime()).contains(Duration.ofSeconds(18));
  }

  @Test
  void endsWithTheRescaleWhenTheClockJumpsWhileTheJobStops() {
    RescaleTimes times =
        RescaleTimes.EMPTY.asked(ASKED).down(ASKED.plusSeconds(3_602)).up(ASKED.plusSeconds(3_607));

    assertThat(times.within(LENGTH).up()).contains(ASKED.plus(LENGTH));
  }

  @Test
  void staysAsItIsWithinTheRescale() {
    RescaleTimes times =
        RescaleTimes.EMPTY.asked(ASKED).down(ASKED.plusSeconds(2)).up(ASKED.plusSeconds(7));

    assertThat(times.within(LENGTH)).isEqualTo(times);
  }
}
