package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.RescaleEntry.KnownLaunch;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RescaleEntryTest {
  private static final Instant LATER = Instant.parse("2026-10-25T01:00:00Z");

  private final RescaleEntry inPlace = RescaleEntries.inPlace("wordcount");
  private final String running = inPlace.plan().jobId();

  @Test
  void launchesNothingInPlace() {
    assertThat(inPlace.isInPlace()).isTrue();
    assertThat(inPlace.launchedJobId()).isEqualTo(running);
    RescaleEntry back = inPlace.nextAttemptBackInPlace(LATER, Duration.ZERO, "failed");
    assertThat(back.isInPlace()).isTrue();
    assertThat(back.launchedJobId()).isEqualTo(running);
    assertThat(RescaleEntries.planned("wordcount", 1).isInPlace()).isFalse();
  }

  @Test
  void neverGivesUpTheRunThatItRescalesInPlace() {
    RescaleEntry back = inPlace.nextAttemptBackInPlace(LATER, Duration.ZERO, "failed");

    assertThat(back.hasGivenUp(running)).isFalse();
    assertThat(back.to(Stage.ROLLED_BACK, LATER, "runs").hasGivenUp(running)).isFalse();
  }

  @Test
  void givesUpTheRunThatItCouldNotRescaleOnceAnotherHasTakenItsPlace() {
    RescaleEntry launches = inPlace.nextAttemptBack(LATER, Duration.ZERO, "gone");

    assertThat(launches.isInPlace()).isFalse();
    assertThat(launches.launchedJobId()).isNotEqualTo(running);
    assertThat(launches.hasGivenUp(running)).isFalse();
    assertThat(launches.to(Stage.ROLLED_BACK, LATER, "runs").hasGivenUp(running)).isTrue();
  }

  @Test
  void knowsHowEachRunWasLaunched() {
    RescaleEntry full = RescaleEntries.full("wordcount");
    Rescaling.Restart way = full.plan().rescaling().restart().orElseThrow();

    assertThat(full.launchOf(full.plan().jobId())).contains(way.formerLaunch());
    assertThat(full.launchOf(full.launchedJobId(0))).contains(way.wantedLaunch());
    assertThat(full.launchOf(full.launchedJobId(2))).contains(way.formerLaunch());
    assertThat(full.launchOf("another")).isEmpty();
  }

  @Test
  void knowsWhatItsOwnLaunchesBroughtUp() {
    RescaleEntry full = RescaleEntries.full("wordcount");
    Rescaling.Restart way = full.plan().rescaling().restart().orElseThrow();

    assertThat(full.launchBy(full.plan().jobId())).isEmpty();
    assertThat(full.launchBy(full.launchedJobId(0)))
        .contains(new KnownLaunch(way.wantedLaunch(), full.cameUpAt().orElseThrow()));
    assertThat(full.launchBy(full.launchedJobId(2)))
        .contains(new KnownLaunch(way.formerLaunch(), full.plan().former()));
    assertThat(inPlace.launchBy(running)).isEmpty();
  }

  @Test
  void forgetsAClaimWithTheAttemptThatItBelongsTo() {
    RescaleEntry full = RescaleEntries.full("wordcount");

    assertThat(full.attempt().claim()).isPresent();
    assertThat(full.to(Stage.ENDING, LATER, "x").attempt().claim()).isPresent();
    assertThat(full.nextAttemptBack(LATER, Duration.ZERO, "x").attempt().claim()).isEmpty();
  }
}
