package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.FluidJob.Operator;
import io.conttune.core.tuning.FluidJob.Source;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promises of every tuner about an operator that has few key groups. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FewKeyGroupsContract {
  /** The tuners under test, at a target utilisation of 0.8. */
  protected abstract Stream<Tuner> tuners();

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
}
