package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.config.ShrinkConfig;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tuner takes subtasks away only when the owner of a job lets it. */
final class ShrinkRailsTest {
  private static final Optional<Integer> NONE = Optional.empty();
  private static final Map<OperatorId, Integer> FEWER =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 1);

  private final TunedJob job = TunedJob.wantingMore();

  @Test
  void subtasksAreTakenAwayOnlyAfterTheTimeThatTheOwnerGives() {
    guard(shrinkingAfter(Duration.ofSeconds(10)));
    job.tuner.rescale(FEWER, TunedJob.STATE_AFTERWARDS);

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards())
        .containsExactly(
            "count 2 instead of 1: guard-rails.shrink-after: fewer once every decision for 10s has"
                + " wanted fewer, at 2026-01-01T00:00:16Z at the earliest");
    while (decided.record().outcome() == Outcome.WITHHELD) {
      decided = job.stepTo(Decided.class);
    }
    assertThat(decided.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(decided.record().at()).isEqualTo("2026-01-01T00:00:16Z");
  }

  @Test
  void growthWaitsForNoTimeToPass() {
    guard(shrinkingAfter(Duration.ofHours(1)));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void aPersonWaitsForNoTimeToPass() {
    guard(shrinkingAfter(Duration.ofHours(1)));
    job.tuner.rescale(FEWER, TunedJob.STATE_AFTERWARDS);
    give(new Order.Scale(Map.of(FakeJobMonitor.COUNT.value(), 1)));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void aPinIsStrongerThanTheTimeThatMustPass() {
    guard(shrinkingAfter(Duration.ofHours(1)));
    job.tuner.rescale(FEWER, TunedJob.STATE_AFTERWARDS);
    give(new Order.Pin(FakeJobMonitor.COUNT.value(), 1));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  private static GuardRailsConfig shrinkingAfter(Duration time) {
    return new GuardRailsConfig(
        NONE, NONE, NONE, NONE, List.of(), Map.of(), NONE, NONE, new ShrinkConfig(time));
  }

  private void guard(GuardRailsConfig rails) {
    job.guardRails = rails;
    job.start();
  }

  private void give(Order order) {
    GivenOrder given = GivenOrders.of(TunedJob.NAME, 1000, order);
    job.store.give(given);
  }
}
