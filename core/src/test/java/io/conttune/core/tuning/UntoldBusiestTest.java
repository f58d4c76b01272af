package io.conttune.core.tuning;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.rates.Load;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** An operator of which the mean of all subtasks promises 50 records/s, and the busiest 20. */
class UntoldBusiestTest {
  private static final MeanAbility FULL = new MeanAbility(9, 180, 3);
  private static final OperatorMetrics NOW = at(27);

  @Test
  void needsWhatAFullOperatorProcessedPerSubtask() {
    UntoldBusiest need = need(NOW, FULL, new MeanAbility(27, 1350, 3)).orElseThrow();

    // 375 at 20 each.
    assertThat(need.parallelism()).isEqualTo(19);
    assertThat(need.perSubtask()).isEqualTo(20);
    assertThat(need.description())
        .isEqualTo("9 of them processed 180.0, and the busiest is not told");
  }

  @Test
  void tellsNothingWhereTheBusiestIsToldOrNothingWasObserved() {
    assertThat(need(NOW.withBusiest(0.6), FULL)).isEmpty();
    assertThat(need(at(1), FULL)).isEmpty();
    assertThat(need(NOW)).isEmpty();
    assertThat(need(NOW, new MeanAbility(40, 400, 3))).isEmpty();
  }

  @Test
  void wantsNoMoreThanThereAreNow() {
    assertThat(need(at(10), FULL).orElseThrow().parallelism()).isEqualTo(10);
  }

  @Test
  void severalObservationsCountHoweverMuchTheMeanPromises() {
    MeanAbility once = new MeanAbility(9, 180, 1);
    PresentProof untold = new PresentProof(NOW, 0.8, 0.2);
    PresentProof told = new PresentProof(NOW.withBusiest(0.22), 0.8, 0.2);

    assertThat(untold.credible(List.of(FULL))).containsExactly(FULL);
    assertThat(untold.credible(List.of(once))).isEmpty();
    assertThat(told.credible(List.of(FULL))).isEmpty();
  }

  private static Optional<UntoldBusiest> need(OperatorMetrics now, MeanAbility... seen) {
    return UntoldBusiest.of(now, List.of(seen), Load.shared(375), InputParts.ANY);
  }

  /** Receives 300 records/s, of which each subtask would process 50 if all had the same load. */
  private static OperatorMetrics at(int parallelism) {
    double busy = 300 / (50.0 * parallelism);
    return new OperatorMetrics(
        id("map"),
        parallelism,
        18_000,
        300,
        300,
        new TaskTime(Math.min(1, busy), Math.max(0, 1 - busy), 0),
        OptionalDouble.empty(),
        Optional.empty());
  }
}
