package io.conttune.informed;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.FewKeyGroupsContract;
import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Operator;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidJob.Told;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs of uneven, bursty, idle or odd operators. */
class OddJobsTest extends FewKeyGroupsContract {
  @Override
  protected Stream<Tuner> tuners() {
    return Stream.of(Tuners.at(0.8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void sizesAnOperatorByItsBusiestSubtask(double utilization) {
    // 300 records/s at 50 per subtask; the busiest has 1.4 times the mean, so 9 are full at 321.
    FluidJob job =
        new FluidJob(Source.FAST, 300).operator(9, skewed(1.4)).operator("sink", 1, p -> 400 * p);

    FluidLoop loop = new FluidLoop(Tuners.at(utilization), job).play(30);

    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(9, 13);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.2, 1.5, 1.8, 2.5, 3})
  void endsAtAParallelismThatSufficesWhereTheBusiestSubtaskIsNotTold(double hottest) {
    FluidJob job =
        new FluidJob(Source.FAST, 300)
            .operator(9, skewed(hottest))
            .operator("sink", 1, p -> 400 * p)
            .withoutBusiest();
    FluidLoop loop = new FluidLoop(Tuners.at(0.8), job).play(30);
    int needed = loop.restarts().size();

    loop.play(30);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 81, 161, 241, 325, 401, 560, 730})
  void leavesASmallJobAloneAtASteadyRate(int rate) {
    FluidJob job =
        new FluidJob(Source.FAST, rate)
            .operator("map", 1 + rate / 80, p -> 100.0 * p)
            .operator("sink", 2, p -> 900.0 * p)
            .withoutBusiest()
            .noisy(0.06, rate);

    FluidLoop loop = new FluidLoop(Tuners.at(0.8), job).play(120);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(2);
    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 30})
  void fitsAtFullUtilizationAndStaysThere(int initial) {
    FluidJob job = new FluidJob(Source.FAST, 390).operator("map", initial, p -> 100.0 * p);

    FluidLoop loop = new FluidLoop(Tuners.at(1), job).play(60);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(2);
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(4, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void keepsAnIdleOperatorSmallWhateverWasStoredDuringAStall(int initial) {
    // One subtask does 106 000 records/s, but 167 and 469 were stored while the machine stood
    // still.
    for (int rate : new int[] {5, 200, 1000, 20_000, 40_000}) {
      FluidJob job =
          new FluidJob(new Source(1e6, 1, Told.NOTHING), rate)
              .operator("map", initial, p -> 106_000.0 * p);

      FluidLoop loop =
          new FluidLoop(Tuners.at(0.8), job)
              .remembers("map", 1, 167)
              .remembers("map", 2, 469)
              .play(30);

      assertThat(loop.restarts()).as("%d: %s", rate, loop.restarts()).hasSizeLessThanOrEqualTo(1);
      assertThat(job.parallelism("map")).as("%d: %s", rate, loop.restarts()).isEqualTo(1);
    }
  }

  @Test
  void takesNothingAwayBehindBurstsOfWhichThePieceHoldsNoWholePeriod() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 1000, 1000, 0.5)
            .vertex("window", 8, 1000, 1, 0.6)
            .vertex("enrich", 16, 1, 1, 0.001)
            .vertex("sink", 8, 1, 0, 0.001)
            .backlog("source", 0, 0)
            .bursty("window")
            .chain("source", "window", "enrich", "sink");

    Tuned tuned = Tuners.at(0.8).decide(job.input(TunerState.Informed.INITIAL));

    assertThat(tuned.decision().evidence().operators())
        .filteredOn(operator -> operator.name().matches("enrich|sink"))
        .allSatisfy(operator -> assertThat(operator.why()).contains("bursts"));
  }

  @Test
  void aFinishedVertexDoesNotStopTheRest() {
    JobFixture job =
        new JobFixture()
            .vertex("bounded", 2)
            .vertex("source", 1, 900, 900, new TaskTime(0.4, 0, 0.6))
            .vertex("map", 4, 900, 0, 1)
            .backlog("source", 9000, 900)
            .edge("bounded", "map", ShipStrategy.HASH)
            .edge("source", "map", ShipStrategy.HASH);

    Rescale rescale = (Rescale) Tuners.at(1).decide(job.input(initial())).decision();

    assertThat(rescale.parallelism()).containsEntry(id("bounded"), 2);
    assertThat(rescale.parallelism().get(id("map"))).isBetween(8, 10);
  }

  @Test
  void growsByWhatIsSaturatedWhereTheRatesOfAJoinCannotBeToldApart() {
    JobFixture job = join(new TaskTime(0.4, 0, 0.6), 1).backlog("left", 9000, 450);

    Rescale rescale = (Rescale) Tuners.at(1).decide(job.input(initial())).decision();

    assertThat(rescale.parallelism().get(id("join"))).isBetween(8, 10);
    assertThat(rescale.parallelism().get(id("audit"))).isLessThanOrEqualTo(4);
  }

  @Test
  void holdsWhereTheRatesOfAJoinCannotBeToldApartAndTheJobIsNotShort() {
    JobFixture job = join(new TaskTime(0.8, 0, 0.2), 0.99).backlog("left", 0, 0);

    Hold hold = (Hold) Tuners.at(1).decide(job.input(initial())).decision();

    assertThat(hold.cause()).isEqualTo(HoldReason.UNKNOWN_RATES);
  }

  /** A join of two sources which have another output too: who sent what cannot be counted. */
  private static JobFixture join(TaskTime ofLeft, double busy) {
    return new JobFixture()
        .vertex("left", 1, 450, 450, ofLeft)
        .vertex("right", 1, 450, 450, new TaskTime(0.4, 0.6, 0))
        .vertex("join", 4, 700, 0, busy)
        .vertex("audit", 4, 700, 0, 0.1)
        .backlog("right", 0, 0)
        .chain("left", "join")
        .chain("right", "join")
        .chain("left", "audit")
        .chain("right", "audit");
  }

  private static TunerState initial() {
    return TunerState.Informed.INITIAL;
  }

  private static Operator skewed(double hottest) {
    return new Operator("map", p -> 50.0 * p, p -> hottest, ShipStrategy.HASH);
  }
}
