package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
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

  private Duration limit() {
    return new ExpectedOutage("WordCount", UNTIMED, store).of(NEXT.plan()).limit();
  }

  private void lasted(int number, Duration outage) {
    store.write(
        RescaleEntries.planned("WordCount", number)
            .with(RescaleTimes.EMPTY.asked(ASKED).down(ASKED).up(ASKED.plus(outage)))
            .to(Stage.VERIFIED, ASKED, "over"));
  }
}
