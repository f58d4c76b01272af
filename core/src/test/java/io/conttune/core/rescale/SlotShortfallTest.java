package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotShortfallTest {
  private static final Instant AT = Instant.parse("2026-10-25T01:00:00Z");
  private static final Duration HOLD = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = HOLD.multipliedBy(16);

  @Test
  void isToldByARescaleThatFailedWithMoreSlotsThanTheClusterHadShown() {
    assertThat(SlotShortfall.of(List.of(failed(16, 8))))
        .contains(new SlotShortfall(16, 8, 1, AT, "not all subtasks run"));
  }

  @Test
  void isNotToldByARescaleThatFailedWithSlotsThatWereThere() {
    assertThat(SlotShortfall.of(List.of(failed(8, 8)))).isEmpty();
  }

  @Test
  void isNotToldByARescaleThatSucceededOrDidNothing() {
    assertThat(
            SlotShortfall.of(List.of(ended(16, 8, Stage.VERIFIED), ended(16, 8, Stage.ABANDONED))))
        .isEmpty();
  }

  @Test
  void endsWithARescaleThatSucceededWithAsManySlots() {
    assertThat(SlotShortfall.of(List.of(ended(16, 8, Stage.VERIFIED), failed(16, 8)))).isEmpty();
  }

  @Test
  void goesOnAfterARescaleThatSucceededWithFewer() {
    assertThat(SlotShortfall.of(List.of(ended(10, 8, Stage.VERIFIED), failed(16, 8))))
        .hasValueSatisfying(known -> assertThat(known.proven()).isEqualTo(10));
  }

  @Test
  void usesOnlySlotsThatWereSeenForATime() {
    SlotShortfall once = shortfall(failed(16, 8));

    assertThat(once.most(8, true)).contains(8);
    assertThat(once.most(4, true)).contains(8);
    assertThat(once.most(10, true)).contains(10);
  }

  @Test
  void triesHalfOfTheOthersAfterwards() {
    assertThat(shortfall(failed(16, 8)).most(8, false)).contains(12);
    assertThat(shortfall(failed(9, 8)).most(8, false)).contains(9);
  }

  @Test
  void isForgottenOnceTheClusterShowsAsMany() {
    assertThat(shortfall(failed(16, 8)).most(16, true)).isEmpty();
  }

  @Test
  void doublesItsTimeWithEveryFailureUpToADay() {
    SlotShortfall twice = shortfall(failed(12, 8), failed(16, 8));

    assertThat(twice.failed()).isEqualTo(12);
    assertThat(twice.pause(HOLD)).isEqualTo(FIRST_PAUSE.multipliedBy(2));
    assertThat(new SlotShortfall(16, 8, 30, AT, "why").pause(HOLD)).isEqualTo(Duration.ofDays(1));
  }

  private static SlotShortfall shortfall(RescaleEntry... newestFirst) {
    return SlotShortfall.of(List.of(newestFirst)).orElseThrow();
  }

  private static RescaleEntry failed(int wanted, int shown) {
    return claiming(wanted, shown)
        .nextAttemptBack(AT, Duration.ZERO, "not all subtasks run")
        .to(Stage.ROLLED_BACK, AT, "the job runs and has settled");
  }

  private static RescaleEntry ended(int wanted, int shown, Stage stage) {
    return claiming(wanted, shown).to(stage, AT, "it ended");
  }

  private static RescaleEntry claiming(int wanted, int shown) {
    RescaleEntry entry = RescaleEntries.planned("wordcount", 1);
    SlotClaim claim = new SlotClaim(List.of(RescaleEntries.CLUSTER), 4, wanted, shown, Set.of());
    assertThat(entry.plan().slots()).isEqualTo(Optional.empty());
    return RescaleEntry.planned(entry.id(), entry.plan().claiming(claim), AT);
  }
}
