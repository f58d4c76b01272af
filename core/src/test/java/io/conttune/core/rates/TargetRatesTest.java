package io.conttune.core.rates;

import static io.conttune.core.graph.ShipStrategy.BROADCAST;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.JobFixture;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TargetRatesTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void addsTheGrowthOfTheBacklogToWhatASourceReads() {
    // Reads 100/s while 50/s more arrive; split turns one line into 4 words.
    JobFixture job = wordCount(100).backlog("source", 3000, 50).heldUp("source");

    TargetRates.Known rates = known(job);

    assertThat(rates.of(id("source")).rate().at(1)).isCloseTo(150, EXACT);
    assertThat(rates.of(id("split")).rate().at(1)).isCloseTo(150, EXACT);
    assertThat(rates.of(id("count")).rate().at(1)).isCloseTo(600, EXACT);
    assertThat(rates.of(id("count")).backlog().at(1)).isCloseTo(12_000, EXACT);
  }

  @Test
  void doesNotTakeCatchingUpForLoad() {
    JobFixture job = wordCount(100).backlog("source", 500, -30).heldUp("source");

    assertThat(known(job).of(id("count")).rate().at(1)).isCloseTo(280, EXACT);
  }

  @Test
  void neverTellsANegativeRate() {
    JobFixture job = wordCount(100).backlog("source", 0, -120).heldUp("source");

    assertThat(known(job).of(id("source")).rate()).isEqualTo(Load.ZERO);
    assertThat(known(job).of(id("count")).rate()).isEqualTo(Load.ZERO);
  }

  @Test
  void takesWhatIsReadWhereNoBacklogIsReported() {
    TargetRates.Known rates = known(wordCount(100));

    assertThat(rates.of(id("count")).rate().at(1)).isCloseTo(400, EXACT);
    assertThat(rates.of(id("count")).backlog()).isEqualTo(Load.ZERO);
  }

  @Test
  void hasNoDemandWhenTheSourceReadsNothingAndNothingWaits() {
    TargetRates.Known rates = known(wordCount(0).backlog("source", 0, 0).heldUp("source"));

    assertThat(rates.of(id("split"))).isEqualTo(Demand.NONE);
    assertThat(rates.of(id("count"))).isEqualTo(Demand.NONE);
  }

  @Test
  void doesNotKnowTheRatesOfAStalledSource() {
    TargetRates rates = ratesOf(wordCount(0).backlog("source", 700, 10).heldUp("source"));

    assertThat(rates)
        .isInstanceOfSatisfying(
            TargetRates.Unknown.class,
            unknown -> {
              assertThat(unknown.vertex()).isEqualTo(id("source"));
              assertThat(unknown.reason()).startsWith("source: received nothing in this window");
            });
  }

  @Test
  void addsTheSourcesOfAJoinByWhatEachWrites() {
    // bids: 200 + 100 growth, a tenth passes; auctions: 50, all pass.
    JobFixture job =
        new JobFixture()
            .vertex("bids", 1, 200, 20, 0.2)
            .backlog("bids", 1000, 100)
            .heldUp("bids")
            .vertex("auctions", 1, 50, 50, 0.2)
            .vertex("join", 2, 70, 7, 0.5)
            .edge("bids", "join", HASH)
            .edge("auctions", "join", HASH);

    Demand join = known(job).of(id("join"));

    assertThat(join.rate().at(2)).isCloseTo(300 * 0.1 + 50, EXACT);
    assertThat(join.backlog().at(2)).isCloseTo(100, EXACT);
  }

  @Test
  void tellsTheEdgesOfAFanOutByWhatEachConsumerReads() {
    // The producer's single counter (120) tells nothing about the side output.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 120, 0.2)
            .backlog("source", 0, 100)
            .heldUp("source")
            .vertex("main", 1, 90, 0, 0.2)
            .vertex("late", 1, 30, 0, 0.2)
            .edge("source", "main", HASH)
            .edge("source", "late", HASH);

    assertThat(known(job).of(id("main")).rate().at(1)).isCloseTo(180, EXACT);
    assertThat(known(job).of(id("late")).rate().at(1)).isCloseTo(60, EXACT);
  }

  @Test
  void addsBothArmsOfADiamond() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 200, 0.2)
            .backlog("source", 0, 100)
            .heldUp("source")
            .vertex("left", 1, 100, 50, 0.2)
            .vertex("right", 1, 100, 300, 0.2)
            .vertex("join", 1, 350, 0, 0.2)
            .edge("source", "left", HASH)
            .edge("source", "right", HASH)
            .edge("left", "join", HASH)
            .edge("right", "join", HASH);

    assertThat(known(job).of(id("join")).rate().at(1)).isCloseTo(700, EXACT);
  }

  @Test
  void tellsTheOneEdgeThatIsLeftBySubtraction() {
    // The join reads 130: 30 from filter, so 100 directly from the source.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 50, 150, 0.2)
            .backlog("source", 0, 50)
            .heldUp("source")
            .vertex("filter", 1, 50, 30, 0.2)
            .vertex("join", 1, 130, 0, 0.2)
            .edge("source", "filter", HASH)
            .edge("filter", "join", HASH)
            .edge("source", "join", HASH);

    assertThat(known(job).of(id("filter")).rate().at(1)).isCloseTo(100, EXACT);
    assertThat(known(job).of(id("join")).rate().at(1)).isCloseTo(260, EXACT);
  }

  @Test
  void doesNotKnowTwoEdgesThatOneCounterHides() {
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 100, 100, 0.2)
            .vertex("b", 1, 100, 100, 0.2)
            .vertex("x", 1, 100, 0, 0.99)
            .vertex("y", 1, 100, 0, 0.2)
            .edge("a", "x", HASH)
            .edge("a", "y", HASH)
            .edge("b", "x", HASH)
            .edge("b", "y", HASH);

    assertThat(ratesOf(job))
        .isEqualTo(
            new TargetRates.Unknown(
                id("x"),
                "x: how much it reads from each of a, b cannot be told, because these have other"
                    + " outputs too"));
  }

  @Test
  void knowsEdgesThatOneCounterHidesWhereFlinkCountsByTarget() {
    // x reads 60 of what a sends and 10 of what b sends, and a is to get twice as much.
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 100, 100, 0.2)
            .backlog("a", 0, 100)
            .heldUp("a")
            .vertex("b", 1, 50, 50, 0.2)
            .vertex("x", 1, 70, 0, 0.99)
            .vertex("y", 1, 80, 0, 0.2)
            .edge("a", "x", HASH)
            .edge("a", "y", HASH)
            .edge("b", "x", HASH)
            .edge("b", "y", HASH)
            .sends("a", "x", 60)
            .sends("a", "y", 40)
            .sends("b", "x", 10)
            .sends("b", "y", 40);

    assertThat(known(job).of(id("x")).rate().at(1)).isCloseTo(2 * 60 + 10, EXACT);
    assertThat(known(job).of(id("y")).rate().at(1)).isCloseTo(2 * 40 + 40, EXACT);
  }

  @Test
  void takesASideOutputThatGetsNothingForOneThatGetsNothing() {
    // The one record more that the join reads was under way before.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 50, 50, 0.2)
            .backlog("source", 0, 50)
            .heldUp("source")
            .vertex("filter", 1, 50, 30, 0.2)
            .vertex("join", 1, 31, 0, 0.2)
            .edge("source", "filter", HASH)
            .edge("filter", "join", HASH)
            .edge("source", "join", HASH)
            .sends("source", "filter", 50)
            .sends("source", "join", 0);

    assertThat(known(job).of(id("join")).rate().at(1)).isCloseTo(60, EXACT);
  }

  @Test
  void asksTheConsumersOfAProducerThatCountsNothing() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 0, 0.2)
            .backlog("source", 0, 100)
            .heldUp("source")
            .vertex("main", 1, 90, 0, 0.2)
            .vertex("late", 1, 30, 0, 0.2)
            .edge("source", "main", HASH)
            .edge("source", "late", HASH)
            .sends("source", "main", 0)
            .sends("source", "late", 0);

    assertThat(known(job).of(id("main")).rate().at(1)).isCloseTo(180, EXACT);
    assertThat(known(job).of(id("late")).rate().at(1)).isCloseTo(60, EXACT);
  }

  @Test
  void takesWhatWasMeasuredWhereNothingWaitsThoughTwoEdgesAreHidden() {
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 100, 100, 0.2)
            .vertex("b", 1, 70, 70, 0.2)
            .vertex("x", 1, 130, 0, 0.5)
            .vertex("y", 1, 40, 0, 0.2)
            .edge("a", "x", HASH)
            .edge("a", "y", HASH)
            .edge("b", "x", HASH)
            .edge("b", "y", HASH);

    TargetRates.Known rates = known(job);

    assertThat(rates.of(id("x"))).isEqualTo(new Demand(Load.shared(130), Load.ZERO));
    assertThat(rates.of(id("y"))).isEqualTo(new Demand(Load.shared(40), Load.ZERO));
  }

  @Test
  void letsNoMoreArriveThanASourceReadsThatNothingHoldsUp() {
    TargetRates.Known rates = known(wordCount(100).backlog("source", 9000, 50));

    assertThat(rates.of(id("source")).rate().at(1)).isCloseTo(150, EXACT);
    assertThat(rates.of(id("split"))).isEqualTo(new Demand(Load.shared(100), Load.ZERO));
    assertThat(rates.of(id("count")).rate().at(1)).isCloseTo(400, EXACT);
  }

  @Test
  void letsMoreArriveWhereTheSourceMayGetMoreSubtasks() {
    Demand split = behindSourceWithRoom(2);

    assertThat(split.rate().at(1)).isCloseTo(150, EXACT);
    assertThat(split.backlog().at(1)).isCloseTo(9000, EXACT);
  }

  @Test
  void letsNoMoreArriveThanASourceReadsWithTheMostSubtasksThatItMayHave() {
    assertThat(behindSourceWithRoom(1.25)).isEqualTo(new Demand(Load.shared(125), Load.ZERO));
  }

  /** The source reads 100 records/s and 150 arrive. */
  private static Demand behindSourceWithRoom(double room) {
    JobFixture job = wordCount(100).backlog("source", 9000, 50);
    TargetRates rates = TargetRates.of(job.graph(), job.metrics(), Map.of(id("source"), room));
    return ((TargetRates.Known) rates).of(id("split"));
  }

  @Test
  void letsNoMoreArriveThanAHeldUpSourceCouldReadWithTheMostSubtasksThatItMayHave() {
    // 1150 arrive. The source could read 300 by itself, and twice as much with all its subtasks.
    JobFixture job = fixedSource(250, new TaskTime(5.0 / 6, 0, 1.0 / 6));

    TargetRates rates = TargetRates.of(job.graph(), job.metrics(), Map.of(id("source"), 2.0));

    assertThat(((TargetRates.Known) rates).of(id("map")).rate().at(1)).isCloseTo(600, EXACT);
  }

  @Test
  void letsMoreArriveWhereAFullOperatorWillHoldTheSourceUpSoon() {
    assertThat(known(fullMap(90)).of(id("map")).rate().at(1)).isCloseTo(150, EXACT);
  }

  @Test
  void letsNoMoreArriveWhereAFullOperatorTakesAllThatIsSent() {
    assertThat(known(fullMap(100)).of(id("map")).rate().at(1)).isCloseTo(100, EXACT);
  }

  private static JobFixture fullMap(double taken) {
    return new JobFixture()
        .vertex("source", 1, 100, 100, 0.2)
        .backlog("source", 0, 50)
        .vertex("map", 1, taken, 0, 0.99)
        .chain("source", "map");
  }

  @Test
  void letsNoMoreArriveThanAHeldUpSourceCouldReadByItself() {
    // 1150 arrive. In 5/6 of its time the source reads 250, so it could read 300.
    TargetRates.Known rates = known(fixedSource(250, new TaskTime(5.0 / 6, 0, 1.0 / 6)));

    assertThat(rates.of(id("source")).rate().at(1)).isCloseTo(1150, EXACT);
    assertThat(rates.of(id("map")).rate().at(1)).isCloseTo(300, EXACT);
    assertThat(rates.of(id("map")).backlog()).isEqualTo(Load.ZERO);
  }

  @Test
  void doesNotTellByLittleBusyTimeWhatASourceCouldRead() {
    TargetRates.Known rates = known(fixedSource(250, new TaskTime(0.4, 0, 0.6)));

    assertThat(rates.of(id("map")).rate().at(1)).isCloseTo(1150, EXACT);
  }

  private static JobFixture fixedSource(double reads, TaskTime time) {
    return new JobFixture()
        .vertex("source", 1, reads, reads, time)
        .backlog("source", 5000, 1150 - reads)
        .vertex("map", 5, reads, 0, 1)
        .chain("source", "map");
  }

  @Test
  void demandsNothingOfAPausedSource() {
    JobFixture job =
        new JobFixture()
            .vertex("live", 1, 100, 100, 0.2)
            .vertex("paused", 1, 0, 0, 0)
            .backlog("paused", 5, 0)
            .vertex("map", 1, 100, 0, 0.5)
            .chain("live", "map")
            .chain("paused", "map");

    assertThat(known(job).of(id("paused"))).isEqualTo(Demand.NONE);
    assertThat(known(job).of(id("map")).rate().at(1)).isCloseTo(100, EXACT);
  }

  @Test
  void knowsASelfJoinByWhatItReadsAltogether() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 200, 0.2)
            .backlog("source", 0, 20)
            .heldUp("source")
            .vertex("join", 1, 200, 0, 0.2)
            .edge("source", "join", HASH)
            .edge("source", "join", HASH);

    assertThat(known(job).of(id("join")).rate().at(1)).isCloseTo(240, EXACT);
  }

  @Test
  void offersTheRateOfABroadcastAtAnotherParallelism() {
    // 5 rules per second reach each of 4 subtasks: 20 of the 420 records read.
    JobFixture job =
        new JobFixture()
            .vertex("rules", 1, 5, 5, 0.1)
            .vertex("events", 1, 400, 400, 0.5)
            .vertex("apply", 4, 420, 0, 0.5)
            .edge("rules", "apply", BROADCAST)
            .edge("events", "apply", HASH);

    Load rate = known(job).of(id("apply")).rate();

    assertThat(rate.at(4)).isCloseTo(420, EXACT);
    assertThat(rate.at(10)).isCloseTo(450, EXACT);
    assertThat(rate.growsWithParallelism()).isTrue();
  }

  @Test
  void tellsABroadcastThatIsTheOnlyInputByWhatIsRead() {
    JobFixture job =
        new JobFixture()
            .vertex("rules", 1, 5, 5, 0.1)
            .backlog("rules", 0, 5)
            .heldUp("rules")
            .vertex("apply", 4, 20, 0, 0.5)
            .edge("rules", "apply", BROADCAST);

    assertThat(known(job).of(id("apply")).rate()).isEqualTo(new Load(0, 10));
  }

  @Test
  void doesNotKnowABroadcastBesideAnotherEdgeFromTheSameVertex() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 5, 10, 0.1)
            .vertex("apply", 4, 25, 0, 0.99)
            .edge("source", "apply", BROADCAST)
            .edge("source", "apply", HASH);

    assertThat(ratesOf(job))
        .isInstanceOfSatisfying(
            TargetRates.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("both broadcast and not"));
  }

  @Test
  void countsAFinishedSourceAsSendingNothing() {
    // "bounded" has finished, so all that the join reads comes from "live", although that one
    // writes elsewhere too.
    JobFixture job =
        new JobFixture()
            .vertex("bounded", 1)
            .vertex("live", 1, 10, 99, 0.2)
            .backlog("live", 0, 10)
            .heldUp("live")
            .vertex("join", 1, 40, 0, 0.2)
            .vertex("other", 1, 10, 0, 0.2)
            .edge("bounded", "join", HASH)
            .edge("live", "join", HASH)
            .edge("live", "other", HASH);

    TargetRates.Known rates = known(job);

    assertThat(rates.of(id("join")).rate().at(1)).isCloseTo(80, EXACT);
    assertThat(rates.demands()).doesNotContainKey(id("bounded"));
    assertThatIllegalArgumentException().isThrownBy(() -> rates.of(id("bounded")));
  }

  @Test
  void wantsCapacityForABacklogOnlyBeyondWhatIsNegligible() {
    Demand demand = new Demand(Load.shared(100), Load.shared(600));
    Duration minute = Duration.ofMinutes(1);

    assertThat(demand.backlogCapacity(minute, Duration.ofSeconds(1), 1)).isEqualTo(Load.shared(10));
    assertThat(demand.backlogCapacity(minute, Duration.ofSeconds(6), 1)).isEqualTo(Load.ZERO);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> demand.backlogCapacity(Duration.ZERO, minute, 1))
        .withMessageContaining("catch-up");
  }

  @Test
  void refusesALoadThatIsNoAmount() {
    assertThatIllegalArgumentException().isThrownBy(() -> Load.shared(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Load(0, -1));
  }

  private static JobFixture wordCount(double lines) {
    return new JobFixture()
        .vertex("source", 1, lines, lines, 0.2)
        .vertex("split", 1, lines, 4 * lines, 0.5)
        .vertex("count", 2, 4 * lines, 0, 0.5)
        .chain("source", "split", "count");
  }

  private static TargetRates ratesOf(JobFixture job) {
    return TargetRates.of(job.graph(), job.metrics(), Map.of());
  }

  private static TargetRates.Known known(JobFixture job) {
    TargetRates rates = ratesOf(job);
    assertThat(rates).isInstanceOf(TargetRates.Known.class);
    return (TargetRates.Known) rates;
  }
}
