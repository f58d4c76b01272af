package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.SettableClock;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The windows of the fixture are a minute long. */
class IdleWatchTest {
  private static final TuningInput STILL = job(0);
  private static final TuningInput MOVING = job(100);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final IdleWatch watch = new IdleWatch(Optional.of(Duration.ofMinutes(5)), clock);

  @Test
  void asksForTheMinimumWhenTheJobHasBeenIdleForLongEnough() {
    assertThat(idleFor(Duration.ofSeconds(239))).isEmpty();

    assertThat(idleFor(Duration.ofSeconds(1)))
        .hasValueSatisfying(
            tuned -> {
              assertThat(tuned.decision().reason()).contains("no record for 5m", "map 8 → 1");
              assertThat(tuned.state()).isEqualTo(STILL.state());
            });
  }

  @Test
  void beginsAnewAfterAWindowWithRecords() {
    idleFor(Duration.ofMinutes(3));
    watch.see("conttune", MOVING);

    assertThat(idleFor(Duration.ofMinutes(3))).isEmpty();
  }

  @Test
  void beginsAnewAfterATimeThatNoWindowShows() {
    idleFor(Duration.ofMinutes(3));
    clock.advance(Duration.ofMinutes(3));

    assertThat(idleFor(Duration.ofMinutes(3))).isEmpty();
  }

  @Test
  void neverAsksWhenThatIsTurnedOff() {
    IdleWatch off = new IdleWatch(Optional.empty(), clock);
    off.see("conttune", STILL);
    clock.advance(Duration.ofMinutes(1));

    assertThat(off.see("conttune", STILL)).isEmpty();
  }

  /** Windows at each second of so much time; the answer to the last. */
  private Optional<Tuned> idleFor(Duration time) {
    Optional<Tuned> answer = watch.see("conttune", STILL);
    for (long second = 0; second < time.toSeconds(); second++) {
      clock.advance(Duration.ofSeconds(1));
      answer = watch.see("conttune", STILL);
    }
    return answer;
  }

  private static TuningInput job(double rate) {
    return new JobFixture()
        .vertex("source", 1, rate, rate, 0)
        .vertex("map", 8, rate, rate, 0)
        .chain("source", "map")
        .input(new TunerState.ContTune(16));
  }
}
