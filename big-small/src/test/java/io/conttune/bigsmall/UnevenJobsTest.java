package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.FewKeyGroupsContract;
import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Operator;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.Tuner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs in which one subtask has more to do than the others. */
class UnevenJobsTest extends FewKeyGroupsContract {
  @Override
  protected Stream<Tuner> tuners() {
    return Tuning.contTunesAndDs2();
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
  @MethodSource("tuners")
  void endsAtAParallelismThatSufficesWhereTheBusiestSubtaskIsNotTold(Tuner tuner) {
    for (double hottest : new double[] {1.2, 1.5, 1.8, 2.5, 3}) {
      assertEndsWithoutBusiest(tuner, hottest);
    }
  }

  private static void assertEndsWithoutBusiest(Tuner tuner, double hottest) {
    FluidJob job =
        new FluidJob(Source.FAST, 300)
            .operator(9, skewed(hottest))
            .operator("sink", 1, p -> 400 * p)
            .withoutBusiest();
    FluidLoop loop = new FluidLoop(tuner, job).play(30);
    int needed = loop.restarts().size();

    loop.play(30);

    assertThat(loop.restarts()).as("%s: %s", hottest, loop.restarts()).hasSize(needed);
    assertThat(needed).as("%s: %s", hottest, loop.restarts()).isLessThanOrEqualTo(8);
    assertThat(job.suffices()).as("%s: %s", hottest, loop.restarts()).isTrue();
  }

  private static Operator skewed(double hottest) {
    return new Operator("map", p -> 50.0 * p, p -> hottest, ShipStrategy.HASH);
  }
}
