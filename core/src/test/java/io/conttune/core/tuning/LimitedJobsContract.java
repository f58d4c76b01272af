package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.FluidJob.Operator;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidJob.Told;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises of every tuner about jobs that something limits which more subtasks do not change: it
 * tries, sees that it brings nothing, says so and keeps the job small.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LimitedJobsContract {
  /** The tuners under test. */
  protected abstract Stream<Tuner> tuners();

  /** Those of them with a target utilisation of 0.8. */
  protected abstract Stream<Tuner> tunersWithHeadroom();

  @ParameterizedTest
  @MethodSource("tuners")
  void leavesAnOperatorSmallThatIsBoundByAnotherSystem(Tuner tuner) {
    FluidJob job =
        new FluidJob(Source.FAST, 85)
            .operator("map", 1, p -> 200.0 * p)
            .operator("sink", 2, p -> 100);
    FluidLoop loop = new FluidLoop(tuner, job).play(30);
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(2);

    job.arriving(130);
    loop.play(40);
    int needed = loop.restarts().size();
    loop.play(40);

    assertThat(loop.largest()).as("%s", loop.restarts()).isLessThanOrEqualTo(16);
    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
    assertThat(needed).as("%s", loop.restarts()).isLessThanOrEqualTo(2);
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void saysThatMoreSubtasksBringNothing(Tuner tuner) {
    FluidJob job = new FluidJob(Source.FAST, 130).operator("sink", 2, p -> 100);

    FluidLoop loop = new FluidLoop(tuner, job).play(60);

    assertThat(((Hold) loop.last()).cause()).isEqualTo(HoldReason.NO_GAIN);
    assertThat(loop.last().reason()).contains("2 subtasks process 100.0 records/s");
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void saysSoTooWhereFewerWindowsAreKeptThanProveIt(Tuner tuner) {
    for (int topK = 1; topK <= 2; topK++) {
      FluidJob job = new FluidJob(Source.FAST, 130).operator("sink", 2, p -> 100);

      FluidLoop loop = new FluidLoop(tuner, job).keeping(topK).play(60);

      assertThat(((Hold) loop.last()).cause())
          .as("top-k %d: %s, %s", topK, loop.restarts(), loop.last().reason())
          .isEqualTo(HoldReason.NO_GAIN);
      assertThat(loop.restarts()).as("top-k %d", topK).hasSizeLessThanOrEqualTo(2);
      assertThat(job.parallelism("sink")).as("top-k %d", topK).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void goesBackWhereAnOperatorGetsSlowerWithMoreSubtasks(Tuner tuner) {
    for (int[] load : new int[][] {{1, 250}, {1, 120}, {2, 170}, {2, 200}, {4, 280}}) {
      FluidJob job =
          new FluidJob(Source.FAST, load[1])
              .operator("map", load[0], LimitedJobsContract::getsSlower);

      FluidLoop loop = new FluidLoop(tuner, job).play(60);
      int needed = loop.restarts().size();
      loop.play(60);

      assertThat(loop.restarts()).as("%s: %s", load[1], loop.restarts()).hasSize(needed);
      assertThat(needed).as("%s: %s", load[1], loop.restarts()).isLessThanOrEqualTo(6);
      assertThat(job.parallelism("map")).as("%s: %s", load[1], loop.restarts()).isBetween(2, 5);
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void endsAtTheLargestAbilitySeenWhereMoreSubtasksAreSlower(Tuner tuner) {
    for (int[] load :
        new int[][] {
          {1, 280}, {1, 320}, {2, 290}, {2, 320}, {4, 280}, {4, 290}, {4, 298}, {4, 310}, {4, 400},
          {5, 250}, {5, 290}, {8, 290}, {8, 400}
        }) {
      Set<Integer> seen = new TreeSet<>();
      FluidJob job =
          new FluidJob(Source.FAST, load[1])
              .operator(
                  "map",
                  load[0],
                  p -> {
                    seen.add(p);
                    return getsSlower(p);
                  });

      FluidLoop loop = new FluidLoop(tuner, job).play(60);
      int needed = loop.restarts().size();
      loop.play(60);

      int best = Collections.max(seen, Comparator.comparingDouble(LimitedJobsContract::getsSlower));
      assertThat(job.parallelism("map"))
          .as("%d from %d: %s", load[1], load[0], loop.restarts())
          .isEqualTo(best);
      assertThat(loop.restarts())
          .as("%d from %d", load[1], load[0])
          .hasSize(needed)
          .hasSizeLessThanOrEqualTo(6);
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void leavesAnOperatorSmallOfWhichOneKeyHasMostRecords(Tuner tuner) {
    // One subtask gets 60 % of all records: 83 records/s, whatever the parallelism.
    Operator hotKey =
        new Operator("map", p -> 50.0 * p, p -> Math.max(1, 0.6 * p), ShipStrategy.HASH);
    for (int rate : new int[] {70, 120, 300}) {
      FluidJob job = new FluidJob(Source.FAST, rate).operator(4, hotKey);

      FluidLoop loop = new FluidLoop(tuner, job).play(60);
      int needed = loop.restarts().size();
      loop.play(60);

      assertThat(loop.restarts()).as("%d: %s", rate, loop.restarts()).hasSize(needed);
      assertThat(needed).as("%d: %s", rate, loop.restarts()).isLessThanOrEqualTo(4);
      assertThat(job.parallelism("map")).as("%d: %s", rate, loop.restarts()).isBetween(2, 4);
    }
  }

  @ParameterizedTest
  @MethodSource("tunersWithHeadroom")
  void sizesForWhatASlowSourceReadsAndSaysThatItIsTheBottleneck(Tuner tuner) {
    // 300 records/s arrive, the source reads 100 of them; 4 subtasks of each operator.
    for (double busy : new double[] {0.06, 1}) {
      FluidJob job =
          new FluidJob(new Source(100, busy, Told.TRUE), 300)
              .operator("map", 4, p -> 50.0 * p)
              .operator("sink", 4, p -> 100.0 * p);

      FluidLoop loop = new FluidLoop(tuner, job).play(30);

      assertThat(job.parallelism("map")).as("%s", loop.restarts()).isEqualTo(3);
      assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isEqualTo(2);
      assertThat(loop.restarts()).hasSize(1);
      assertThat(((Hold) loop.last()).cause()).isEqualTo(HoldReason.SLOW_SOURCE);
      assertThat(loop.last().reason())
          .contains("source reads 100.0 records/s and its backlog grows by 200.0 records/s")
          .contains("parallelism.sources");
    }
  }

  @ParameterizedTest
  @MethodSource("tunersWithHeadroom")
  void fitsWhatASlowSourceReadsWhereItFillsTheOperatorsBehindIt(Tuner tuner) {
    // 150 records/s arrive, the source reads 100 of them, and both operators process just that.
    for (double busy : new double[] {0.06, 1}) {
      FluidJob job =
          new FluidJob(new Source(100, busy, Told.TRUE), 150)
              .operator("map", 2, p -> 50.0 * p)
              .operator("sink", 1, p -> 100.0 * p);

      FluidLoop loop = new FluidLoop(tuner, job).play(30);

      assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(1);
      assertThat(job.parallelism("map")).isEqualTo(3);
      assertThat(job.parallelism("sink")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("tunersWithHeadroom")
  void sizesForWhatASourceCouldReadThatAFullOperatorHoldsUp(Tuner tuner) {
    // 1000 records/s arrive, the source reads at most 300, and the map processes 250 of them.
    FluidJob job =
        new FluidJob(new Source(300, 1, Told.TRUE), 200).operator("map", 5, p -> 50.0 * p);
    FluidLoop loop = new FluidLoop(tuner, job).play(20);

    job.arriving(1000);
    loop.play(40);

    assertThat(loop.largest()).as("%s", loop.restarts()).isLessThanOrEqualTo(16);
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(6, 9);
    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("tunersWithHeadroom")
  void sizesForWhatTheMostSubtasksOfASourceRead(Tuner tuner) {
    // 900 records/s arrive. Each subtask of the source reads 100, and it may have 4.
    FluidJob job =
        new FluidJob(new Source(100, 1, Told.TRUE), 150)
            .sourceSubtasks(2, 4)
            .operator("map", 4, p -> 50.0 * p);
    FluidLoop loop = new FluidLoop(tuner, job).play(20);
    int before = loop.restarts().size();

    job.arriving(900);
    loop.play(40);

    assertThat(loop.largest()).as("%s", loop.restarts()).isLessThanOrEqualTo(20);
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(8, 12);
    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(before + 2);
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void takesBackWhatOthersWereGivenForRecordsThatTheLimitHoldsBack(Tuner tuner) {
    // The sink processes 400 records/s, whatever its parallelism.
    FluidJob job =
        new FluidJob(Source.FAST, 300)
            .operator("map", 4, p -> 150.0 * p)
            .operator("sink", 3, p -> 400);
    FluidLoop loop = new FluidLoop(tuner, job).play(20);

    job.arriving(700);
    loop.play(60);
    int needed = loop.restarts().size();
    loop.play(60);

    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(3, 4);
    assertThat(needed).as("%s", loop.restarts()).isLessThanOrEqualTo(4);
    assertThat(loop.restarts()).hasSize(needed);
  }

  @ParameterizedTest
  @MethodSource("tunersWithHeadroom")
  void doesNotEnlargeForABacklogThatNobodyReads(Tuner tuner) {
    for (double ability = 40; ability <= 60; ability += 0.5) {
      double each = ability;
      FluidJob job =
          new FluidJob(new Source(1e6, 1, Told.CONSTANT), 100)
              .operator("map", 4, p -> each * p)
              .operator("sink", 4, p -> 100.0 * p);

      FluidLoop loop = new FluidLoop(tuner, job).play(30);

      assertThat(loop.restarts()).as("%s", ability).hasSize(1);
      assertThat(loop.largest()).as("%s: %s", ability, loop.restarts()).isLessThanOrEqualTo(4);
      assertThat(job.parallelism("map"))
          .as("%s: %s", ability, loop.restarts())
          .isBetween((int) Math.ceil(100 / ability), (int) Math.ceil(125 / ability));
    }
  }

  @ParameterizedTest
  @MethodSource("tunersWithHeadroom")
  void enlargesAllTheSameWhereMoreArrivesThanBefore(Tuner tuner) {
    FluidJob job =
        new FluidJob(new Source(1e6, 1, Told.CONSTANT), 100)
            .operator("map", 4, p -> 47.0 * p)
            .operator("sink", 4, p -> 100.0 * p);
    FluidLoop loop = new FluidLoop(tuner, job).play(10);

    job.arriving(200);
    loop.play(30);

    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(5, 8);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void doesNotTakeTheLastSlotsForASourceThatReadsAsFastAsItIsLet(Tuner tuner) {
    for (int[] slots : new int[][] {{16, 17}, {16, 20}, {3, 4}, {60, 64}}) {
      FluidJob job =
          new FluidJob(new Source(1e9, 1, Told.NOTHING), 1e8)
              .operator("map", slots[0], p -> 100.0 * p)
              .atMost(slots[1]);

      FluidLoop loop = new FluidLoop(tuner, job).play(20);

      assertThat(loop.restarts()).isEmpty();
      assertThat(((Hold) loop.last()).cause()).isEqualTo(HoldReason.AT_LIMIT);
      assertThat(loop.last().reason()).contains("there is no load to fit");
    }
  }

  /** 90, 180, 300, 60, 40 records/s at 1, 2, 4, 8, 64, and straight lines between. */
  protected static double getsSlower(int parallelism) {
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
}
