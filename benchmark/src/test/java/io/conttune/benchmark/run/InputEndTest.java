package io.conttune.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InputEndTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SettableClock clock = new SettableClock(START);
  private final InputEnd end = new InputEnd(START.plusSeconds(10), clock);

  @Test
  void isReachedByTheTimeOfDay() {
    assertThat(end.isReached()).isFalse();

    clock.advance(Duration.ofSeconds(11));

    assertThat(end.isReached()).isTrue();
    assertThat(end.isLongAgo(PATIENCE)).isFalse();
  }

  @Test
  void isLongAgoOnceSoMuchTimeHasPassedSince() {
    clock.advance(Duration.ofSeconds(11));
    assertThat(end.isLongAgo(PATIENCE)).isFalse();

    clock.advance(PATIENCE);

    assertThat(end.isLongAgo(PATIENCE)).isTrue();
  }

  @Test
  void isNotLongAgoBecauseTheTimeOfDayHasJumped() {
    clock.jump(Duration.ofHours(1));
    assertThat(end.isLongAgo(PATIENCE)).isFalse();

    clock.advance(PATIENCE.minusSeconds(1));
    assertThat(end.isLongAgo(PATIENCE)).isFalse();

    clock.advance(Duration.ofSeconds(1));
    assertThat(end.isLongAgo(PATIENCE)).isTrue();
  }
}
