package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotReservationTest {
  private static final Instant LATER = Instant.parse("2026-10-25T01:00:00Z");
  private static final List<String> CLUSTER = List.of(RescaleEntries.CLUSTER);

  private final RescaleEntry planned = RescaleEntries.claiming("orders", 1);

  @Test
  void isTheAdditionalSlotsWhileTheJobStillHasItsOwn() {
    assertThat(reserved(planned)).containsExactly(new SlotReservation(planned.id(), "orders", 4));
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"STOPPING", "STOPPED", "SUBMITTING", "SUBMITTED", "RUNNING", "ENDING"})
  void isAllThatTheJobMayNeedOnceItIsStopped(Stage stage) {
    assertThat(reserved(planned.to(stage, LATER, "goes on")))
        .extracting(SlotReservation::slots)
        .containsExactly(8);
  }

  @Test
  void isNothingOfAnotherCluster() {
    assertThat(SlotReservation.ofOthers("x", List.of("http://elsewhere:8081"), List.of(planned)))
        .isEmpty();
  }

  @Test
  void isOnTheClusterThatListsTheRunWhateverUrlReachesIt() {
    List<String> cluster = List.of("http://elsewhere:8081", planned.plan().jobId());

    assertThat(SlotReservation.ofOthers("x", cluster, List.of(planned))).hasSize(1);
  }

  @Test
  void isNothingForTheJobItself() {
    assertThat(SlotReservation.ofOthers("orders", CLUSTER, List.of(planned))).isEmpty();
  }

  @Test
  void isNothingOfARescaleThatClaimsNoSlots() {
    assertThat(reserved(RescaleEntries.planned("orders", 1))).isEmpty();
  }

  private static List<SlotReservation> reserved(RescaleEntry entry) {
    return SlotReservation.ofOthers("x", CLUSTER, List.of(entry));
  }
}
