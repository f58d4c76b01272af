package io.conttune.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopwatchTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SettableClock clock = new SettableClock(START);

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void measuresTheTimeThatPassesWhateverTheTimeOfDayDoes(long jump) {
    Stopwatch stopwatch = Stopwatch.start(clock);
    clock.advance(Duration.ofSeconds(4));
    clock.jump(Duration.ofSeconds(jump));
    clock.advance(Duration.ofSeconds(5));

    assertThat(stopwatch.age()).isEqualTo(Duration.ofSeconds(9));
    assertThat(stopwatch.hasRunFor(Duration.ofSeconds(9))).isTrue();
    assertThat(stopwatch.hasRunFor(Duration.ofMillis(9_001))).isFalse();
    assertThat(stopwatch.leftOf(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(1));
    assertThat(stopwatch.leftOf(Duration.ofSeconds(8))).isZero();
  }

  @Test
  void canHaveStartedBefore() {
    Stopwatch stopwatch = Stopwatch.startedAgo(clock, Duration.ofSeconds(7));
    clock.advance(Duration.ofSeconds(1));

    assertThat(stopwatch.age()).isEqualTo(Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void aTimelineDoesNotJumpWithTheTimeOfDay(long jump) {
    InstantSource timeline = clock.timeline();
    clock.jump(Duration.ofSeconds(jump));
    clock.advance(Duration.ofSeconds(5));

    assertThat(timeline.instant()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void theClockOfTheMachineNeverGoesBack() {
    SteadyClock system = SteadyClock.system();
    Duration before = system.elapsed();

    assertThat(system.elapsed()).isGreaterThanOrEqualTo(before);
    assertThat(system.instant()).isAfter(START);
  }
}
