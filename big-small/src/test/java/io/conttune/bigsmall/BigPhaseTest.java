package io.conttune.bigsmall;

import static io.conttune.core.graph.ShipStrategy.FORWARD;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.UntoldLoad;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** p_max is 8 at first; source → split → count, of which count is saturated. */
class BigPhaseTest {
  @Test
  void givesEveryOperatorTheMaximumInOneRescaleButLeavesTheSource() {
    Tuning tuning = Tuning.of(saturated(4, 4).heldUp("source").backlog("source", 5120, 40));

    Rescale rescale = tuning.rescale();
    assertThat(rescale.step()).isEqualTo(Step.BIG);
    assertThat(rescale.parallelism())
        .isEqualTo(Map.of(id("source"), 2, id("split"), 8, id("count"), 8));
    assertThat(rescale.reason())
        .isEqualTo(
            "count is saturated (busy 1.00), source is backpressured (0.70), source has a backlog of"
                + " 5120 records, growing by 40.0 records/s: every operator gets p_max = 8");
    assertThat(rescale.evidence().provisioning()).isEqualTo(Provisioning.UNDER);
    assertThat(tuning.largestParallelism()).isEqualTo(8);
  }

  @Test
  void leavesAnOperatorAloneThatReceivesBurstsAndKeepsUp() {
    // It could not give the subtasks back, as the window never shows how many it needs.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, new TaskTime(0.2, 0, 0.8))
            .backlog("source", 5120, 40)
            .vertex("window", 4, 400, 4, 1)
            .vertex("sink", 2, 4, 0, 0.1)
            .chain("source", "window", "sink")
            .bursty("window");

    assertThat(Tuning.of(job).parallelism())
        .isEqualTo(Map.of(id("source"), 1, id("window"), 8, id("sink"), 2));
  }

  @Test
  void doublesTheMaximumOnceAllHaveIt() {
    Tuning tuning = Tuning.of(saturated(8, 8));

    assertThat(tuning.parallelism()).containsEntry(id("split"), 16).containsEntry(id("count"), 16);
    assertThat(tuning.largestParallelism()).isEqualTo(16);
  }

  @Test
  void doesNotDoubleAsLongAsOneOperatorLacksTheMaximumAndTheRatesAreNotKnown() {
    Tuning tuning = Tuning.of(saturated(4, 8));

    assertThat(tuning.parallelism()).containsEntry(id("split"), 8).containsEntry(id("count"), 8);
    assertThat(tuning.largestParallelism()).isEqualTo(8);
  }

  @Test
  void doublesOnceASaturatedOperatorHasTheMaximumThatAnotherLacksAndTheRatesAreKnown() {
    // To give it to the other one alone would be a redeployment for nothing.
    Tuning tuning = Tuning.of(saturated(4, 8).heldUp("source").backlog("source", 51_200, 400));

    assertThat(tuning.parallelism().get(id("count"))).isGreaterThan(8);
    assertThat(tuning.largestParallelism()).isEqualTo(16);
  }

  @Test
  void doesNotEnlargeTheOthersForALoadThatNobodyTells() {
    // 16 → 20 is little for the full operator; that the sink could get five times as many is none.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 1600, 1600, new TaskTime(0.1, 0, 0.9))
            .vertex("count", 16, 1600, 1600, 1)
            .vertex("sink", 4, 1600, 0, 0.4)
            .chain("source", "count", "sink")
            .bounds("count", 1, 20)
            .bounds("sink", 1, 20);

    assertThat(Tuning.of(job).hold(HoldReason.AT_LIMIT).reason()).endsWith(UntoldLoad.NOT_WORTH_IT);
  }

  @Test
  void takesTheMaximumFromTheHistory() {
    Tuning tuning = Tuning.of(saturated(4, 4).observed("split", 13, 5000));

    assertThat(tuning.parallelism()).containsEntry(id("split"), 13).containsEntry(id("count"), 13);
    assertThat(tuning.largestParallelism()).isEqualTo(13);
  }

  @Test
  void doesNotTakeTheMaximumFromSourcesNorFromOperatorsThatAreGone() {
    JobFixture job = saturated(4, 4).observed("source", 100, 5000).observed("removed", 90, 5000);

    assertThat(Tuning.of(job).parallelism()).containsEntry(id("count"), 8);
  }

  @Test
  void neverTakesASubtaskAway() {
    Tuning tuning =
        Tuning.of(
            saturated(12, 4),
            ContTuneSettings.DEFAULT,
            Tuning.HUNDRED_PER_SUBTASK,
            new TunerState.ContTune(8));

    assertThat(tuning.parallelism()).containsEntry(id("split"), 12).containsEntry(id("count"), 12);
  }

  @Test
  void clampsTheMaximumToEachOperatorsLimits() {
    Tuning tuning = Tuning.of(saturated(4, 4).bounds("split", 1, 6));

    assertThat(tuning.parallelism()).containsEntry(id("split"), 6).containsEntry(id("count"), 8);
    assertThat(tuning.rescale().reason())
        .endsWith("every operator gets p_max = 8, as far as its limits allow");
  }

  @Test
  void doublesWhenAllHaveTheMaximumThatTheirLimitsAllowAndOneMayStillGrow() {
    Tuning tuning = Tuning.of(saturated(6, 8).bounds("split", 1, 6).bounds("count", 1, 10));

    assertThat(tuning.parallelism()).containsEntry(id("split"), 6).containsEntry(id("count"), 10);
    assertThat(tuning.largestParallelism()).isEqualTo(10);
  }

  @Test
  void enlargesNoOtherOperatorWhereTheBusiestIsKnownToGainNothing() {
    // Eight subtasks of count did no more than two. This window of two just misses saturation.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 97, 97, new TaskTime(0.1, 0, 0.9))
            .vertex("count", 2, 97, 97, 0.97)
            .vertex("sink", 1, 97, 0, 0.01)
            .chain("source", "count", "sink")
            .backlog("source", 5000, 33)
            .observed("count", 8, 99)
            .observed("count", 8, 100)
            .observed("count", 8, 101);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.hold(HoldReason.NO_GAIN).reason()).contains("more bring nothing");
  }

  @Test
  void holdsAtTheLimitWhenNothingMayGrow() {
    TunerState state = new TunerState.ContTune(8);
    JobFixture job =
        new JobFixture()
            .vertex("source", 2, 100, 100, new TaskTime(0.5, 0, 0.5))
            .vertex("map", 8, 100, 100, 0.9)
            .chain("source", "map")
            .bounds("map", 1, 8);

    Tuning tuning = Tuning.of(job, ContTuneSettings.DEFAULT, Tuning.HUNDRED_PER_SUBTASK, state);

    assertThat(tuning.hold(HoldReason.AT_LIMIT).reason())
        .isEqualTo("source is backpressured (0.50), but map may not have more subtasks");
    assertThat(tuning.tuned().state()).isEqualTo(state);
  }

  @Test
  void holdsAtTheLimitWhenTheSaturatedOperatorMayNotGrowThoughOthersMay() {
    Hold hold = Tuning.of(saturated(4, 6).bounds("count", 1, 6)).hold(HoldReason.AT_LIMIT);

    assertThat(hold.reason())
        .isEqualTo("count is saturated (busy 1.00), but count may not have more subtasks");
  }

  @Test
  void leavesAnOperatorAloneThatForwardJoinsWithAFixedOne() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 2, 100, 100, 0.3)
            .vertex("split", 2, 100, 400, 0.5)
            .vertex("count", 2, 400, 0, 1)
            .edge("source", "split", FORWARD)
            .edge("split", "count", HASH);

    assertThat(Tuning.of(job).parallelism())
        .isEqualTo(Map.of(id("source"), 2, id("split"), 2, id("count"), 8));
  }

  @Test
  void needsNoRates() {
    // The window does not tell how much a join reads from each source, but both are saturated.
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 100, 100, 0.2)
            .vertex("b", 1, 100, 100, 0.2)
            .vertex("x", 2, 100, 0, 1)
            .vertex("y", 2, 100, 0, 1)
            .chain("a", "x")
            .chain("a", "y")
            .chain("b", "x")
            .chain("b", "y");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.rescale().step()).isEqualTo(Step.BIG);
    assertThat(tuning.evidence("x").targetRate()).isEmpty();
  }

  private static JobFixture saturated(int split, int count) {
    return new JobFixture()
        .vertex("source", 2, 100, 100, 0.3)
        .vertex("split", split, 100, 400, 0.5)
        .vertex("count", count, 400, 0, 1)
        .chain("source", "split", "count");
  }
}
