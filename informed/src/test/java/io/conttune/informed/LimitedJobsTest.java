package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Operator;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidJob.Told;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.Provisioning;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that something limits which more subtasks do not change. */
class LimitedJobsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void leavesAnOperatorSmallThatIsBoundByAnotherSystem(double utilization) {
    FluidJob job =
        new FluidJob(Source.FAST, 85)
            .operator("map", 1, p -> 200.0 * p)
            .operator("sink", 2, p -> 100);
    FluidLoop loop = loop(utilization, job).play(30);
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(2);

    job.arriving(130);
    loop.play(40);
    int needed = loop.restarts().size();
    loop.play(40);

    assertThat(loop.largest()).as("%s", loop.restarts()).isLessThanOrEqualTo(16);
    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
    assertThat(needed).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void saysThatMoreSubtasksBringNothing(double utilization) {
    FluidJob job = new FluidJob(Source.FAST, 130).operator("sink", 2, p -> 100);

    FluidLoop loop = loop(utilization, job).play(60);

    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);
    assertThat(loop.last().reason()).contains("2 subtasks process 100.0 records/s");
    assertThat(loop.last().evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void doesNotTakeALimitForASlowerOperatorAgainAndAgain(double utilization) {
    double[] limit = {1e9};
    FluidJob job =
        new FluidJob(Source.FAST, 150).operator("sink", 2, p -> Math.min(limit[0], 100.0 * p));
    FluidLoop loop = loop(utilization, job);
    for (int rate : new int[] {150, 350, 550, 750, 1150, 750, 350, 550}) {
      job.arriving(rate);
      loop.play(8);
    }
    int before = loop.restarts().size();

    limit[0] = 300;
    loop.play(60);

    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);
    List<String> since = loop.restarts().subList(before, loop.restarts().size());
    assertThat(since).as("%s", since).hasSizeLessThanOrEqualTo(4);
    assertThat(job.parallelism("sink")).as("%s", since).isLessThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void triesAgainOnceTheLimitIsLifted(double utilization) {
    double[] limit = {100};
    FluidJob job =
        new FluidJob(Source.FAST, 330).operator("sink", 2, p -> Math.min(limit[0], 60.0 * p));
    FluidLoop loop = loop(utilization, job).play(60);
    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);

    limit[0] = 1e9;
    loop.play(60);

    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void goesBackWhereAnOperatorGetsSlowerWithMoreSubtasks(double utilization) {
    for (int[] load : new int[][] {{1, 250}, {1, 120}, {2, 170}, {2, 200}, {4, 280}}) {
      FluidJob job =
          new FluidJob(Source.FAST, load[1]).operator("map", load[0], LimitedJobsTest::getsSlower);

      FluidLoop loop = loop(utilization, job).play(60);
      int needed = loop.restarts().size();
      loop.play(60);

      assertThat(loop.restarts()).as("%s: %s", load[1], loop.restarts()).hasSize(needed);
      assertThat(needed).as("%s: %s", load[1], loop.restarts()).isLessThanOrEqualTo(6);
      assertThat(job.parallelism("map")).as("%s: %s", load[1], loop.restarts()).isBetween(2, 5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 120, 300})
  void leavesAnOperatorSmallOfWhichOneKeyHasMostRecords(int rate) {
    // One subtask gets 60 % of all records: 83 records/s, whatever the parallelism.
    Operator hotKey =
        new Operator("map", p -> 50.0 * p, p -> Math.max(1, 0.6 * p), ShipStrategy.HASH);
    for (double utilization : new double[] {0.8, 1}) {
      FluidJob job = new FluidJob(Source.FAST, rate).operator(4, hotKey);

      FluidLoop loop = loop(utilization, job).play(60);
      int needed = loop.restarts().size();
      loop.play(60);

      assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
      assertThat(needed).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
      assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(2, 4);
    }
  }

  @Test
  void sizesForWhatASlowSourceReadsAndSaysThatItIsTheBottleneck() {
    // 300 records/s arrive, the source reads 100 of them; 4 subtasks of each operator.
    for (double busy : new double[] {0.06, 1}) {
      FluidJob job =
          new FluidJob(new Source(100, busy, Told.TRUE), 300)
              .operator("map", 4, p -> 50.0 * p)
              .operator("sink", 4, p -> 100.0 * p);

      FluidLoop loop = loop(0.8, job).play(30);

      assertThat(job.parallelism("map")).as("%s", loop.restarts()).isEqualTo(3);
      assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isEqualTo(2);
      assertThat(loop.restarts()).hasSize(1);
      assertThat(hold(loop).cause()).isEqualTo(HoldReason.SLOW_SOURCE);
      assertThat(loop.last().reason()).contains("parallelism.sources");
    }
  }

  @Test
  void doesNotEnlargeForABacklogThatNobodyReads() {
    FluidJob job =
        new FluidJob(new Source(1e6, 1, Told.CONSTANT), 100)
            .operator("map", 4, p -> 50.0 * p)
            .operator("sink", 4, p -> 100.0 * p);

    FluidLoop loop = loop(0.8, job).play(30);

    assertThat(loop.largest()).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
    assertThat(job.parallelism("map")).isEqualTo(3);
    assertThat(loop.restarts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void doesNotTakeTheLastSlotsForASourceThatReadsAsFastAsItIsLet(double utilization) {
    for (int[] slots : new int[][] {{16, 17}, {16, 20}, {3, 4}, {60, 64}}) {
      FluidJob job =
          new FluidJob(new Source(1e9, 1, Told.NOTHING), 1e8)
              .operator("map", slots[0], p -> 100.0 * p)
              .atMost(slots[1]);

      FluidLoop loop = loop(utilization, job).play(20);

      assertThat(loop.restarts()).isEmpty();
      assertThat(hold(loop).cause()).isEqualTo(HoldReason.AT_LIMIT);
      assertThat(loop.last().reason()).contains("there is no load to fit");
    }
  }

  @Test
  void growsNothingWhileWhatHoldsTheJobUpMayNotGrow() {
    FluidJob job =
        new FluidJob(Source.FAST, 900)
            .operator("map", 4, p -> 200.0 * p)
            .operator("sink", 4, p -> 100.0 * p)
            .atMost(4);

    FluidLoop loop = loop(1, job).play(20);

    assertThat(loop.restarts()).isEmpty();
    assertThat(hold(loop).cause()).isEqualTo(HoldReason.AT_LIMIT);
    assertThat(loop.last().reason()).contains("sink may not have more subtasks");
  }

  /** 90, 180, 300, 60, 40 records/s at 1, 2, 4, 8, 64, and straight lines between. */
  private static double getsSlower(int parallelism) {
    TreeMap<Integer, Double> points = new TreeMap<>();
    points.put(1, 90.0);
    points.put(2, 180.0);
    points.put(4, 300.0);
    points.put(8, 60.0);
    points.put(64, 40.0);
    var low = points.floorEntry(parallelism);
    var high = points.ceilingEntry(parallelism);
    return low.equals(high)
        ? low.getValue()
        : low.getValue()
            + (high.getValue() - low.getValue())
                * (parallelism - low.getKey())
                / (high.getKey() - low.getKey());
  }

  private static FluidLoop loop(double utilization, FluidJob job) {
    return new FluidLoop(Tuners.at(utilization), job);
  }

  private static Hold hold(FluidLoop loop) {
    return (Hold) loop.last();
  }
}
