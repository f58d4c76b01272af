package io.conttune.bigsmall;

import static io.conttune.bigsmall.SourceAndCount.job;
import static io.conttune.core.graph.ShipStrategy.BROADCAST;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.JobFixture;
import org.junit.jupiter.api.Test;

/** The Small phase with operators that are idle, broadcast to, bursty, or of unknown rate. */
class OddOperatorsTest {
  @Test
  void keepsAnOperatorThatReceivedNothing() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 480, 480, 0.2)
            .vertex("window", 6, 480, 0, 0.8)
            .vertex("sink", 5, 0, 0, 0)
            .chain("source", "window", "sink")
            .observed("sink", 2, 500);

    Tuning tuning = Tuning.of(job);

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("sink").why()).isEqualTo("received nothing in this window, keeps 5");
  }

  @Test
  void takesSubtasksAwayFromAnIdleOperatorByTheQuotientButNeverAddsAny() {
    // Busy 0.1 carries no processing ability, and nothing is known: 480 / 0.1 / 8 = 600, so 1.
    Tuning shrinking = Tuning.of(job(8, 480, 0.1));
    assertThat(shrinking.parallelism()).containsEntry(id("count"), 1);
    assertThat(shrinking.evidence("count").why()).startsWith("nothing is known of it yet: linear");

    // The source reads 48 of 2448: 306 per subtask on the face of it, 3060 wanted.
    JobFixture slowSource = job(1, 48, 0.1).backlog("source", 3, 2400).bounds("source", 1, 64);
    Tuning growing = Tuning.of(slowSource);
    assertThat(growing.parallelism()).containsEntry(id("count"), 1);
    assertThat(growing.evidence("count").why()).contains("too little busy to add subtasks");
  }

  @Test
  void keepsAnOperatorThatWasNeverBusyAndOfWhichNothingIsKnown() {
    Tuning tuning = Tuning.of(job(8, 480, 0));

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("count").why())
        .isEqualTo("nothing is known of it yet; was never busy in this window, keeps 8");
  }

  @Test
  void givesOneSubtaskWhenNothingArrivesAnyMore() {
    // 60 left at the start of the window were read in it: λ = 1 - 1 = 0.
    Tuning tuning = Tuning.of(job(8, 1, 0.5).backlog("source", 0, -1));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 1);
  }

  @Test
  void asksTheModelForTheRateThatABroadcastMeansAtEachParallelism() {
    // events 360 shared, rules 20 per subtask: (360 + 20 p) / 0.8 <= 100 p from p = 6 on.
    JobFixture job =
        new JobFixture()
            .vertex("events", 1, 360, 360, 0.2)
            .vertex("rules", 1, 20, 20, 0.2)
            .vertex("apply", 8, 520, 0, 0.65)
            .edge("events", "apply", HASH)
            .edge("rules", "apply", BROADCAST);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("apply"), 6);
    assertThat(tuning.evidence("apply").capacityWanted().orElseThrow())
        .isCloseTo(600, within(1e-9));
  }

  @Test
  void findsNothingWhereNoParallelismKeepsUpWithABroadcast() {
    JobFixture job =
        new JobFixture()
            .vertex("rules", 1, 90, 90, 0.2)
            .vertex("apply", 8, 720, 0, 0.9)
            .edge("rules", "apply", BROADCAST);

    Tuning tuning = Tuning.of(job);

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("apply").candidates().get(0).parallelism()).isEmpty();
  }

  @Test
  void holdsWhenTheRatesCannotBeTold() {
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 100, 100, new TaskTime(0.3, 0.5, 0.2))
            .backlog("a", 0, 0)
            .vertex("b", 1, 100, 100, 0.2)
            .backlog("b", 0, 0)
            .vertex("x", 4, 100, 0, 0.5)
            .vertex("y", 4, 100, 0, 0.5)
            .chain("a", "x")
            .chain("a", "y")
            .chain("b", "x")
            .chain("b", "y");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.hold(HoldReason.UNKNOWN_RATES).reason())
        .startsWith("x: how much it reads from each of a, b cannot be told");
    assertThat(tuning.evidence("x").chosen()).isEqualTo(4);
  }

  @Test
  void takesNothingAwayFromAnOperatorBehindAWindowForABurstThatTheWindowMissed() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 4, 400, 1, 0.9)
            .vertex("enrich", 16, 1, 1, 0.01)
            .vertex("sink", 8, 1, 0, 0.3)
            .chain("source", "window", "enrich", "sink")
            .bursty("window");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("enrich"), 16).containsEntry(id("sink"), 8);
    assertThat(tuning.evidence("enrich").why())
        .endsWith("bursts of which the window does not hold two whole periods, keeps 16");
  }

  @Test
  void doesNotEnlargeAnOperatorBehindAWindowForABurst() {
    // The window holds the burst: 400 records/s for an operator that does 100 per subtask.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 8, 400, 400, 0.5)
            .vertex("sink", 2, 190, 0, 0.95)
            .backlog("source", 0, 0)
            .chain("source", "window", "sink")
            .bursty("window");

    Tuning tuning = Tuning.of(job);

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("sink").why())
        .endsWith("receives bursts of which the window does not hold two whole periods, keeps 2");
    assertThat(tuning.evidence("window").why())
        .endsWith("writes in bursts of which the window does not hold two whole periods, keeps 8");
  }
}
