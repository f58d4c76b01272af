package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Operator;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.Tuner;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs in which one subtask has more to do than the others. */
class UnevenJobsTest {
  static Stream<Tuner> contTunes() {
    return Stream.of(
        Tuning.tuner(ContTuneSettings.DEFAULT, SurrogateMethod.RBF.surrogate()),
        Tuning.tuner(ContTuneSettings.DEFAULT, SurrogateMethod.LOGLOG.surrogate()));
  }

  static Stream<Tuner> tuners() {
    return Stream.concat(
        contTunes(),
        Stream.of(
            new Ds2Tuner(
                new Ds2Settings(
                    0, 1, 0.8, Optional.of(Duration.ofMinutes(2)), 0.1, Ds2Settings.Lag.DEFAULT))));
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void sizesAnOperatorByItsBusiestSubtask(Tuner tuner) {
    // 300 records/s at 50 per subtask; the busiest has 1.4 times the mean, so 9 are full at 321.
    FluidJob job =
        new FluidJob(Source.FAST, 300).operator(9, skewed(1.4)).operator("sink", 1, p -> 400 * p);

    FluidLoop loop = new FluidLoop(tuner, job).play(30);

    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isBetween(9, 12);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("contTunes")
  void endsAtAParallelismThatSufficesWhereTheBusiestSubtaskIsNotTold(Tuner tuner) {
    FluidJob job =
        new FluidJob(Source.FAST, 300)
            .operator(9, skewed(1.8))
            .operator("sink", 1, p -> 400 * p)
            .withoutBusiest();
    FluidLoop loop = new FluidLoop(tuner, job).play(30);
    int needed = loop.restarts().size();

    loop.play(30);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSize(needed);
    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void countsKeyGroupsThatCannotBeSharedEvenly(Tuner tuner) {
    // 32 key groups on 17 to 31 subtasks: the busiest has two of them, as on 16. 1150 records/s at
    // 50 per subtask and 0.8 want 28.75 that share evenly: no 17 to 31 suffice.
    FluidJob job =
        new FluidJob(Source.FAST, 1150)
            .operator(
                16,
                new Operator(
                    "map", p -> 50.0 * p, p -> Math.ceil(32.0 / p) * p / 32, ShipStrategy.HASH))
            .keyGroups(32);

    FluidLoop loop = new FluidLoop(tuner, job).play(30);

    assertThat(job.parallelism("map")).as("%s", loop.restarts()).isEqualTo(32);
    assertThat(loop.restarts()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void sizesAnUnevenOperatorOfFewKeyGroupsOnce(Tuner tuner) {
    // 300 records/s at 50 per subtask; the busiest has 1.8 times the mean, so 11 carry them.
    for (int initial : new int[] {1, 9, 11, 20, 32}) {
      FluidJob job =
          new FluidJob(Source.FAST, 300)
              .operator(
                  initial,
                  new Operator(
                      "map",
                      p -> 50.0 * p,
                      p -> Math.max(1.8, Math.ceil(32.0 / p) * p / 32),
                      ShipStrategy.HASH))
              .keyGroups(32);
      FluidLoop loop = new FluidLoop(tuner, job).play(20);
      int needed = loop.restarts().size();

      loop.play(40);

      assertThat(loop.restarts()).as("from %d: %s", initial, loop.restarts()).hasSize(needed);
      assertThat(needed).as("from %d: %s", initial, loop.restarts()).isLessThanOrEqualTo(4);
      assertThat(job.parallelism("map")).as("from %d", initial).isBetween(11, 16);
    }
  }

  private static Operator skewed(double hottest) {
    return new Operator("map", p -> 50.0 * p, p -> hottest, ShipStrategy.HASH);
  }
}
