package io.conttune.benchmark.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.gp.Acquired;
import io.conttune.gp.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmarks measure what they say; how long it takes is no matter of a test. */
class BenchModelTest {
  @ParameterizedTest
  @ValueSource(strings = {"rbf", "loglog"})
  void picksAtTheRateInsideTheHistory(String surrogate) {
    for (List<Point> points : Histories.drawn(16, 26, 1e5)) {
      Acquired acquired = Picking.by(surrogate).pick(points);

      assertThat(acquired).isInstanceOf(Acquired.Pick.class);
    }
  }

  @Test
  void drawsTheSameHistoriesOfTheSizeAskedFor() {
    List<List<Point>> histories = Histories.drawn(3, 26, 1);

    assertThat(histories).hasSize(3).doesNotHaveDuplicates().allMatch(h -> h.size() == 26);
    assertThat(Histories.drawn(3, 26, 1)).isEqualTo(histories);
  }

  @Test
  void printsOneRowForEachMeasurement() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(FitAndPick.class.getName())
                    .param("distinct", "26", "5")
                    .param("scale", "1")
                    .param("surrogate", "loglog")
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .forks(0)
                    .timeUnit(TimeUnit.MILLISECONDS)
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();

    List<String> lines = BenchTable.lines(new ArrayList<>(results));

    assertThat(lines).hasSize(6);
    assertThat(lines.get(4)).matches("\\| 1 operator, 5 parallelisms \\| loglog \\| 1 \\| .*\\|");
    assertThat(lines.get(5))
        .matches(
            "\\| 1 operator, 26 parallelisms \\| loglog \\| 1 \\| [0-9.]+ \\| [0-9.]+ \\| \\d+ \\|");
  }
}
