package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.service.status.TaskManagerNeed;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A cluster of 4 TaskManagers with 4 slots each; fewer are told after 10 minutes. */
final class NumberToTellTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final NumberToTell number = new NumberToTell(MINUTE.multipliedBy(10), clock);

  @Test
  void moreAreToldAtOnceAndOnlyOnce() {
    assertThat(due(16)).isEmpty();
    assertThat(due(17)).hasValue(5);
    assertThat(due(17)).as("it was not taken").hasValue(5);
    number.told(5);

    assertThat(due(20)).isEmpty();
    assertThat(due(21)).hasValue(6);
  }

  @Test
  void fewerAreToldAfterATimeAndNoFewerThanWereNeededMeanwhile() {
    assertThat(due(4)).isEmpty();
    assertThat(due(12)).isEmpty();
    for (int minute = 2; minute < 10; minute++) {
      assertThat(due(8)).isEmpty();
    }

    assertThat(due(4)).hasValue(3);
    number.told(3);
    for (int minute = 0; minute < 10; minute++) {
      assertThat(due(4)).isEmpty();
    }
    assertThat(due(4)).hasValue(1);
  }

  @Test
  void thatAllAreNeededMakesTheTimeBeginAnew() {
    due(8);
    due(16);
    for (int minute = 2; minute < 12; minute++) {
      assertThat(due(8)).isEmpty();
    }

    assertThat(due(8)).hasValue(2);
  }

  @Test
  void whatIsNotKnownOrNotCertainMakesTheTimeBeginAnew() {
    due(8);
    number.due(Optional.empty());
    for (int minute = 1; minute < 11; minute++) {
      assertThat(due(8)).isEmpty();
    }
    assertThat(number.due(Optional.of(need(8, false)))).isEmpty();

    assertThat(due(8)).isEmpty();
  }

  @Test
  void moreAreToldEvenIfMoreStillMayBeNeeded() {
    assertThat(number.due(Optional.of(need(17, false)))).hasValue(5);
  }

  /** The number to tell while this many slots are needed; then a minute passes. */
  private OptionalInt due(int slots) {
    OptionalInt due = number.due(Optional.of(need(slots, true)));
    clock.advance(MINUTE);
    return due;
  }

  private static TaskManagerNeed need(int slots, boolean isCertain) {
    return new TaskManagerNeed(new Slots(16, 0, OptionalInt.of(4)), 4, slots, isCertain);
  }
}
