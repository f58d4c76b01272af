package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Outages.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutagesTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");

  /** As the entries here are. */
  private static final RescaleKind KIND = new RescaleKind("checkpoint, jar");

  @Test
  void knowsNothingOfAKindThatWasNeverTimed() {
    Outages outages = Outages.of(List.of(entry(1).to(Stage.VERIFIED, ASKED, "not timed")));

    assertThat(outages.of(KIND)).isEmpty();
  }

  @Test
  void countsFromTheRequestToStopUntilEverySubtaskRuns() {
    Outages outages = Outages.of(List.of(timed(1, 400, 1_600, Stage.VERIFIED)));

    assertThat(outages.byKind())
        .containsOnlyKeys(KIND)
        .containsValue(new Outage(Duration.ofSeconds(2), Duration.ofSeconds(2), 1));
  }

  @Test
  void tellsTheMedianAndTheLongest() {
    Outages outages =
        Outages.of(
            List.of(
                timed(1, 0, 40_000, Stage.VERIFIED),
                timed(2, 0, 1_000, Stage.VERIFIED),
                timed(3, 0, 3_000, Stage.VERIFIED)));

    assertThat(outages.of(KIND))
        .contains(new Outage(Duration.ofSeconds(3), Duration.ofSeconds(40), 3));
  }

  @Test
  void leavesOutWhatWasNotVerified() {
    Outages outages =
        Outages.of(
            List.of(
                timed(1, 0, 90_000, Stage.ROLLED_BACK),
                timed(2, 0, 1_000, Stage.VERIFIED),
                timed(3, 0, 80_000, Stage.ABANDONED)));

    assertThat(outages.of(KIND)).map(Outage::count).contains(1);
  }

  @Test
  void doesNotLetClocksThatDifferShortenAnOutage() {
    Outages outages = Outages.of(List.of(timed(1, -5_000, 1_000, Stage.VERIFIED)));

    assertThat(outages.of(KIND)).map(Outage::median).contains(Duration.ofSeconds(1));
  }

  private static RescaleEntry timed(int number, long stopping, long downtime, Stage stage) {
    Instant down = ASKED.plusMillis(stopping);
    return entry(number)
        .with(RescaleTimes.EMPTY.asked(ASKED).down(down).up(down.plusMillis(downtime)))
        .to(stage, ASKED.plusSeconds(100), "over");
  }

  private static RescaleEntry entry(int number) {
    return RescaleEntries.planned("WordCount", number);
  }
}
