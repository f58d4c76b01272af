package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.LimitedJobsContract;
import io.conttune.core.tuning.Tuner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ContTune and DS2 with jobs that something limits which more subtasks do not change. */
class LimitedJobsTest extends LimitedJobsContract {
  @Override
  protected Stream<Tuner> tuners() {
    return Tuning.contTunesAndDs2();
  }

  @Override
  protected Stream<Tuner> tunersWithHeadroom() {
    return tuners();
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void endsWithAsManySubtasksAsSufficeWhereMoreAreSlower(Tuner tuner) {
    FluidJob job = new FluidJob(Source.FAST, 250).operator("map", 1, LimitedJobsTest::getsSlower);

    FluidLoop loop = new FluidLoop(tuner, job).play(60);
    int needed = loop.restarts().size();
    loop.play(60);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
    assertThat(needed).as("%s", loop.restarts()).isLessThanOrEqualTo(6);
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(3, 5);
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void triesFewerSubtasksWhereMoreProcessLessAndTheJobIsShort(Tuner tuner) {
    for (int[] load : new int[][] {{8, 150}, {8, 280}, {16, 150}}) {
      FluidJob job =
          new FluidJob(Source.FAST, load[1]).operator("map", load[0], LimitedJobsTest::getsSlower);

      FluidLoop loop = new FluidLoop(tuner, job).play(60);
      int needed = loop.restarts().size();
      loop.play(60);

      assertThat(loop.restarts()).as("%s: %s", load[1], loop.restarts()).hasSize(needed);
      assertThat(needed).as("%s: %s", load[1], loop.restarts()).isLessThanOrEqualTo(6);
      assertThat(job.parallelism("map")).as("%s: %s", load[1], loop.restarts()).isBetween(2, 5);
      assertThat(job.suffices()).as("%s: %s", load[1], loop.restarts()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void goesBackWhereFewerSubtasksProcessEvenLess(Tuner tuner) {
    // 8 subtasks process the most that any number does.
    FluidJob job =
        new FluidJob(Source.FAST, 500)
            .operator("map", 8, p -> p <= 8 ? 40.0 * p : Math.max(100, 320 - 10 * (p - 8)));

    FluidLoop loop = new FluidLoop(tuner, job).play(60);
    int needed = loop.restarts().size();
    loop.play(60);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
    assertThat(needed).as("%s", loop.restarts()).isLessThanOrEqualTo(6);
    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isEqualTo(8);
  }
}
