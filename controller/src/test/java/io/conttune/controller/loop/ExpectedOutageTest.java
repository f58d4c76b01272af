package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The time after which a rescale takes too long, by what others of its kind took. */
class ExpectedOutageTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DRAIN = Duration.ofMillis(40_900);
  private static final Duration UNTIMED = Duration.ofSeconds(15);
  private static final RescaleEntry NEXT = RescaleEntries.planned("WordCount", 99);

  private final InMemoryStore store = new InMemoryStore();

  @Test
  void allowsAtLeastTheConfiguredTimeAndTheDrain() {
    lasted(1, Duration.ofSeconds(1));

    assertThat(limit()).isEqualTo(UNTIMED.plus(DRAIN));
  }

  @Test
  void allowsThreeTimesTheUsualTime() {
    lasted(1, Duration.ofSeconds(30));

    assertThat(limit()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void oneLongRescaleAmongTwentyDoesNotRaiseTheLimit() {
    for (int number = 1; number <= 20; number++) {
      lasted(number, number == 10 ? Duration.ofMinutes(40) : Duration.ofSeconds(30));
    }

    assertThat(limit()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void followsTheSizeOfTheState() {
    lasted(sized(1, 0.1), Duration.ofSeconds(3));
    lasted(sized(2, 1), Duration.ofSeconds(12));

    ExpectedOutage.OutageEstimate estimate = estimate(sized(99, 4));

    assertThat(estimate.usual()).isCloseTo(Duration.ofSeconds(42), Duration.ofMillis(10));
    assertThat(estimate.limit()).isEqualTo(estimate.usual().multipliedBy(3));
    assertThat(estimate.sentence())
        .isEqualTo(
            "expected to keep the job from its input for 42.0 s; for 4.0 GiB of state, by the"
                + " last 2 (checkpoint, jar), the longest took 12.0 s; that is longer than"
                + " rescale.expected-downtime, for which tuners keep room: 15.0 s");
  }

  @Test
  void isTheMedianWhereTheStateHasNotGrown() {
    lasted(sized(1, 4), Duration.ofSeconds(14));

    assertThat(estimate(sized(99, 3.9)).sentence())
        .isEqualTo(
            "expected to keep the job from its input for 14.0 s; the median of the last 1"
                + " (checkpoint, jar), the longest took 14.0 s");
  }

  private Duration limit() {
    return estimate(NEXT).limit();
  }

  private ExpectedOutage.OutageEstimate estimate(RescaleEntry next) {
    return new ExpectedOutage("WordCount", UNTIMED, store).of(next.plan());
  }

  private static RescaleEntry sized(int number, double gibibytes) {
    RescaleEntry entry = RescaleEntries.planned("WordCount", number);
    OptionalLong bytes = OptionalLong.of(Math.round(gibibytes * (1 << 30)));
    return RescaleEntry.planned(entry.id(), entry.plan().withState(bytes), ASKED);
  }

  private void lasted(int number, Duration outage) {
    lasted(RescaleEntries.planned("WordCount", number), outage);
  }

  private void lasted(RescaleEntry entry, Duration outage) {
    store.write(
        entry
            .with(RescaleTimes.EMPTY.asked(ASKED).down(ASKED).up(ASKED.plus(outage)))
            .to(Stage.VERIFIED, ASKED, "over"));
  }
}
