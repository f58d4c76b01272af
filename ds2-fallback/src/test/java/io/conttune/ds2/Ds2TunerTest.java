package io.conttune.ds2;

import static io.conttune.core.graph.ShipStrategy.BROADCAST;
import static io.conttune.core.graph.ShipStrategy.FORWARD;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static io.conttune.ds2.Ds2Tuning.START;
import static io.conttune.ds2.Ds2Tuning.hold;
import static io.conttune.ds2.Ds2Tuning.overloadedChain;
import static io.conttune.ds2.Ds2Tuning.rescale;
import static io.conttune.ds2.Ds2Tuning.steady;
import static io.conttune.ds2.Ds2Tuning.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The parallelism that DS2 wants, counted by hand. */
class Ds2TunerTest {
  @Test
  void scalesAWholeChainInOneStep() {
    // Real rate 100 + 100. split: PA 200/s at 1, wants 200, so 1. count: PA 400/0.8 = 500 at 2,
    // 250 per subtask, wants 800, so 4. sink: PA 400/0.25 = 1600 at 2, wants 800, so 1.
    Rescale rescale = rescale(overloadedChain(), Ds2Settings.DEFAULT, START);

    assertThat(rescale.step()).isEqualTo(Step.LINEAR);
    assertThat(rescale.parallelism())
        .isEqualTo(Map.of(id("source"), 1, id("split"), 1, id("count"), 4, id("sink"), 1));
    assertThat(rescale.reason()).isEqualTo("count 2 → 4, sink 2 → 1 to follow the rates");
    assertThat(rescale.evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void givesEveryRunningOperatorItsEvidence() {
    Rescale rescale = rescale(overloadedChain(), Ds2Settings.DEFAULT, START);

    assertThat(rescale.evidence().operators())
        .extracting(OperatorEvidence::name)
        .containsExactly("source", "split", "count", "sink");
    OperatorEvidence count = rescale.evidence().operators().get(2);
    assertThat(count.targetRate().orElseThrow()).isCloseTo(800, within(1e-9));
    assertThat(count.capacityWanted().orElseThrow()).isCloseTo(800, within(1e-9));
    assertThat(count.chosen()).isEqualTo(4);
    assertThat(count.why()).isEqualTo("800.0 records/s wanted, 250.0 per subtask");
    assertThat(count.candidates())
        .singleElement()
        .satisfies(c -> assertThat(c.method()).isEqualTo("ds2"));
  }

  @Test
  void followsBothInputsOfAJoinAndItsConsumers() {
    // persons: 40 read, 40 growth. join wants 100 + 80 = 180 at PA 140/1.0: 2. sink gets half of
    // that, 90, at PA 70/0.7 = 100: 1.
    JobFixture job =
        new JobFixture()
            .vertex("auctions", 1, 100, 100, 0.1)
            .vertex("persons", 1, 40, 40, 0.1)
            .backlog("persons", 0, 40)
            .heldUp("persons")
            .vertex("join", 1, 140, 70, 1)
            .vertex("sink", 1, 70, 0, 0.7)
            .edge("auctions", "join", HASH)
            .edge("persons", "join", HASH)
            .edge("join", "sink", HASH);

    Rescale rescale = rescale(job, Ds2Settings.DEFAULT, START);

    assertThat(rescale.parallelism()).containsEntry(id("join"), 2).containsEntry(id("sink"), 1);
    assertThat(target(rescale, 2)).isCloseTo(180, within(1e-9));
    assertThat(target(rescale, 3)).isCloseTo(90, within(1e-9));
  }

  @Test
  void countsABroadcastOncePerSubtaskWanted() {
    // apply reads 100 shared and 10 per subtask, PA = 110/0.55 = 200 at 1; 400 shared are wanted:
    // 400 / (200 - 10) = 2.1, so 3.
    JobFixture job =
        new JobFixture()
            .vertex("events", 1, 100, 100, 0.1)
            .backlog("events", 0, 300)
            .heldUp("events")
            .vertex("rules", 1, 10, 10, 0.1)
            .vertex("apply", 1, 110, 0, 0.55)
            .edge("events", "apply", HASH)
            .edge("rules", "apply", BROADCAST);

    Rescale rescale = rescale(job, Ds2Settings.DEFAULT, START);

    assertThat(rescale.parallelism()).containsEntry(id("apply"), 3);
    assertThat(rescale.evidence().operators().get(2).capacityWanted().orElseThrow())
        .isCloseTo(430, within(1e-9));
  }

  @Test
  void givesOperatorsOnAForwardEdgeTheLargerParallelism() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.1)
            .vertex("map", 2, 100, 100, 0.2)
            .vertex("filter", 2, 100, 10, 0.9)
            .vertex("sink", 2, 10, 0, 0.1)
            .edge("source", "map", HASH)
            .edge("map", "filter", FORWARD)
            .edge("filter", "sink", HASH);

    Rescale rescale = rescale(job, Ds2Settings.DEFAULT, START);

    assertThat(rescale.parallelism())
        .containsEntry(id("map"), 2)
        .containsEntry(id("filter"), 2)
        .containsEntry(id("sink"), 1);
    assertThat(rescale.evidence().operators().get(1).why())
        .isEqualTo("the linear method's 1, within the limits and its FORWARD group");
    assertThat(rescale.evidence().provisioning()).isEqualTo(Provisioning.OVER);
  }

  @Test
  void leavesRoomForTheTargetUtilization() {
    // count needs 200 at 100 per subtask: 2 at full use, 2.5 and so 3 at 0.8.
    Ds2Settings roomy = new Ds2Settings(0, 1, 0.8, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);

    assertThat(hold(steady(), Ds2Settings.DEFAULT, START).cause()).isEqualTo(HoldReason.FITS);
    assertThat(rescale(steady(), roomy, START).parallelism()).containsEntry(id("count"), 3);
  }

  @Test
  void addsWhatWorksOffABacklogWhereThatIsAskedFor() {
    // A backlog of 12000 in 60 s adds 200/s to the 200 that arrive: 4 subtasks.
    JobFixture job = steady().backlog("source", 12_000, 0).heldUp("source");
    Ds2Settings catchingUp =
        new Ds2Settings(
            0,
            1,
            1,
            Optional.of(CatchUp.within(Duration.ofMinutes(1))),
            0,
            Ds2Settings.Lag.DEFAULT);

    assertThat(hold(job, Ds2Settings.DEFAULT, START).cause()).isEqualTo(HoldReason.FITS);
    assertThat(rescale(job, catchingUp, START).parallelism()).containsEntry(id("count"), 4);
  }

  @Test
  void staysWithinTheLimits() {
    assertThat(
            rescale(
                    overloadedChain().bounds("count", 1, 3).bounds("sink", 2, 8),
                    Ds2Settings.DEFAULT,
                    START)
                .parallelism())
        .containsEntry(id("count"), 3)
        .containsEntry(id("sink"), 2);
  }

  @Test
  void hasANameAndAStateToStartFrom() {
    Ds2Tuner tuner = new Ds2Tuner(Ds2Settings.DEFAULT);

    assertThat(tuner.name()).isEqualTo("ds2");
    assertThat(tuner.initialState()).isEqualTo(TunerState.Ds2.INITIAL);
  }
}
