package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidJob.Told;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs at a constant rate, which a tuner has to leave alone once they fit. */
class SteadyJobsTest {
  @ParameterizedTest
  @MethodSource("io.conttune.bigsmall.Tuning#contTunesAndDs2")
  void leavesASmallJobAloneThatTwoParallelismsFitNearlyAsWell(Tuner tuner) {
    // 241 records/s at 0.8 want 3.01 subtasks of 100 each; each window errs by up to 3 %.
    FluidJob job = new FluidJob(Source.FAST, 241).operator("map", 4, p -> 100.0 * p).noisy(0.03, 7);

    FluidLoop loop = new FluidLoop(tuner, job).play(60);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(1);
    assertThat(job.parallelism("map")).isBetween(3, 4);
  }

  @ParameterizedTest
  @MethodSource("io.conttune.bigsmall.Tuning#contTunesAndDs2")
  void leavesASmallJobAloneAtItsBoundaryHoweverItsWindowsScatter(Tuner tuner) {
    // 120 records/s at 0.8 want exactly 3 subtasks of 50; a window may say 0.71 or 0.89 of them.
    for (int seed = 1; seed <= 5; seed++) {
      FluidJob job =
          new FluidJob(Source.FAST, 120)
              .operator("map", 4, p -> 50.0 * p)
              .operator("sink", 1, p -> 200.0 * p)
              .noisy(0.12, seed);

      FluidLoop loop = new FluidLoop(tuner, job).play(60);

      assertThat(loop.restarts()).as("%d: %s", seed, loop.restarts()).hasSizeLessThanOrEqualTo(1);
      assertThat(job.parallelism("map")).as("%d: %s", seed, loop.restarts()).isBetween(3, 4);
    }
  }

  @ParameterizedTest
  @MethodSource("io.conttune.bigsmall.Tuning#contTunesAndDs2")
  void leavesSmallJobsAloneOfWhichOnlyGaugesTell(Tuner tuner) {
    // Gauges do not tell the busiest subtask, and err more than counters do.
    for (int rate : new int[] {70, 81, 161, 241, 325, 401, 560, 730}) {
      FluidJob job =
          new FluidJob(Source.FAST, rate)
              .operator("map", 1 + rate / 80, p -> 100.0 * p)
              .operator("sink", 2, p -> 900.0 * p)
              .withoutBusiest()
              .noisy(0.06, rate);

      FluidLoop loop = new FluidLoop(tuner, job).play(120);

      assertThat(loop.restarts()).as("%d: %s", rate, loop.restarts()).hasSizeLessThanOrEqualTo(2);
      assertThat(job.suffices()).as("%d: %s", rate, loop.restarts()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 30})
  void fitsAtFullUtilizationAndStaysThere(int initial) {
    ContTuneTuner contTune = Tuning.tuner(Tuning.atFullUse(), SurrogateMethod.RBF.surrogate());
    for (Tuner tuner : List.of(contTune, Tuning.ds2(1))) {
      FluidJob job = new FluidJob(Source.FAST, 400).operator("map", initial, p -> 100.0 * p);

      FluidLoop loop = new FluidLoop(tuner, job).play(60);

      assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(2);
      assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(4, 5);
      assertThat(job.backlog()).as("%s", loop.restarts()).isLessThan(400);
    }
  }

  @Test
  void doesNotEnlargeAJobThatWorksItsBacklogOffTooSlowly() {
    // 10 subtasks process 1000 of the 900 records/s; 60000 wait, which is 600 s to go.
    FluidJob job =
        new FluidJob(Source.FAST, 900).operator("map", 10, p -> 100.0 * p).withBacklog(60_000);
    Tuner tuner = Tuning.tuner(ContTuneSettings.DEFAULT, SurrogateMethod.RBF.surrogate());

    FluidLoop loop = new FluidLoop(tuner, job).play(30);

    assertThat(loop.restarts()).as("%s", loop.restarts()).noneMatch(r -> r.contains("p_max"));
    assertThat(((TunerState.ContTune) loop.state()).largestParallelism()).isLessThanOrEqualTo(17);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void keepsAnIdleOperatorSmallWhateverWasStoredDuringAStall(int initial) {
    // One subtask does 106 000 records/s, but 167 and 469 were stored while the machine stood
    // still.
    for (Tuner tuner : Tuning.contTunesAndDs2().toList()) {
      for (int rate : new int[] {5, 200, 1000, 20_000, 40_000}) {
        FluidJob job =
            new FluidJob(new Source(1e6, 1, Told.NOTHING), rate)
                .operator("map", initial, p -> 106_000.0 * p);

        FluidLoop loop =
            new FluidLoop(tuner, job).remembers("map", 1, 167).remembers("map", 2, 469).play(30);

        assertThat(loop.restarts()).as("%d: %s", rate, loop.restarts()).hasSizeLessThanOrEqualTo(1);
        assertThat(job.parallelism("map")).as("%d: %s", rate, loop.restarts()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.conttune.bigsmall.Tuning#contTunesAndDs2")
  void relievesASmallJobThatIsShort(Tuner tuner) {
    FluidJob job = new FluidJob(Source.FAST, 290).operator("map", 3, p -> 100.0 * p);

    FluidLoop loop = new FluidLoop(tuner, job).play(30);

    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isEqualTo(4);
    assertThat(loop.restarts()).hasSize(1);
  }
}
