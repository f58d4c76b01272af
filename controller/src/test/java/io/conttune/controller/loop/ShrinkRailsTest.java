package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.config.NoShrinkConfig;
import io.conttune.controller.config.ShrinkConfig;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tuner takes subtasks away only when the owner of a job lets it. */
final class ShrinkRailsTest {
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

  @Test
  void whatSpeaksAgainstTakingSubtasksWithholdsTheStepAndIsAskedOnceAWhile() {
    List<Map<OperatorId, Integer>> asked = new ArrayList<>();
    job.vetoes =
        (snapshot, wanted) -> {
          asked.add(wanted);
          return new ShrinkVetoes.Answer(
              List.of(
                  new ShrinkVetoes.Veto(Optional.empty(), "the heap is full"),
                  new ShrinkVetoes.Veto(Optional.of(FakeJobMonitor.COUNT), "its state is large")),
              List.of());
        };
    job.tuner.rescale(FEWER, TunedJob.STATE_AFTERWARDS);

    for (int look = 0; look < 5; look++) {
      Decided decided = job.stepTo(Decided.class);
      assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
      assertThat(decided.record().guards())
          .containsExactly("count 2 instead of 1: the heap is full; its state is large");
    }

    assertThat(asked).containsExactly(FEWER);
    job.clock.advance(TunedJob.TIMING.obstacleRetry());
    job.vetoes = ShrinkVetoes.NONE;
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void whatFlinkDoesNotTellIsNoVetoAndIsNoted() {
    job.vetoes =
        (snapshot, wanted) -> new ShrinkVetoes.Answer(List.of(), List.of("the heap is not told"));
    job.tuner.rescale(FEWER, TunedJob.STATE_AFTERWARDS);

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(decided.record().decision().evidence().notes()).contains("the heap is not told");
  }

  @Test
  void nothingIsAskedAboutGrowthNorAboutWhatAPersonWants() {
    job.vetoes =
        (snapshot, wanted) -> {
          throw new AssertionError("asked about " + wanted);
        };
    give(new Order.Scale(Map.of(FakeJobMonitor.COUNT.value(), 1)));
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
    job.finishRescale();

    Decided decided = job.stepTo(Decided.class);
    while (decided.record().outcome() != Outcome.STARTED) {
      decided = job.stepTo(Decided.class);
    }

    assertThat(job.finishRescale().plan().wanted()).isEqualTo(TunedJob.WANTED);
  }

  @Test
  void growthIsDoneWithoutWhatIsVetoed() {
    job.limits =
        snapshot ->
            new LimitsOf.Fit.Known(
                new Limits(
                    Map.of(
                        FakeJobMonitor.SOURCE,
                        new Bounds(1, 16),
                        FakeJobMonitor.COUNT,
                        new Bounds(1, 16))),
                List.of());
    job.vetoes =
        (snapshot, wanted) ->
            new ShrinkVetoes.Answer(
                List.of(new ShrinkVetoes.Veto(Optional.empty(), "checkpoints fail")), List.of());
    job.tuner.rescale(
        Map.of(FakeJobMonitor.SOURCE, 2, FakeJobMonitor.COUNT, 1), TunedJob.STATE_AFTERWARDS);

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(decided.record().decision().evidence().notes())
        .contains("count 2 instead of 1: checkpoints fail");
    assertThat(job.finishRescale().plan().wanted())
        .isEqualTo(Map.of(FakeJobMonitor.SOURCE, 2, FakeJobMonitor.COUNT, 2));
  }

  private static GuardRailsConfig shrinkingAfter(Duration time) {
    return new Rails().shrinking(new ShrinkConfig(time, NoShrinkConfig.DEFAULT)).config();
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
