package io.conttune.benchmark.simulator.workload;

import static io.conttune.benchmark.simulator.workload.TestWorkloads.MAP;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SINK;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {
  @Test
  void carriesTheRateAlongTheEdgesByTheirSelectivity() {
    assertThat(TestWorkloads.line(List.of(1.0)).demand(3)).containsExactly(300, 300, 600);
  }

  @Test
  void findsTheLeastParallelismThatSuffices() {
    Workload line = TestWorkloads.line(List.of(1.0));

    assertThat(Minimum.of(line, 3, 1, 3, 1).parallelism())
        .isEqualTo(Map.of(SOURCE, 1, MAP, 5, SINK, 2));
    assertThat(Minimum.of(line, 3, 1, 3, 0.5).parallelism())
        .isEqualTo(Map.of(SOURCE, 1, MAP, 10, SINK, 3));
  }

  @Test
  void takesTheParallelismThatCarriesMostWhereNoneSuffices() {
    Minimum least = Minimum.of(TestWorkloads.line(List.of(1.0)), 100, 1, 100, 1);

    assertThat(least.parallelism()).containsEntry(MAP, 16);
    assertThat(least.outOfReach()).containsExactly(MAP, SINK);
  }

  /** 16 subtasks process 960 records/s: the rate 9, but not 9 / 0.8. */
  @Test
  void saysWhereNoParallelismReachesTheUtilization() {
    Minimum least = Minimum.of(TestWorkloads.line(List.of(1.0)), 9, 0.8, 9, 1);

    assertThat(least.outOfReach()).containsExactly(MAP);
    assertThat(least.parallelism()).containsEntry(MAP, 15).containsEntry(SINK, 5);
  }

  @Test
  void doesNotLetACycleIn() {
    assertThatThrownBy(
            () ->
                TestWorkloads.job(
                    List.of(1.0),
                    TestWorkloads.source(SOURCE, 1, 1),
                    TestWorkloads.operator(MAP, 1, new OperatorModel.Input(SINK, 1)),
                    TestWorkloads.operator(SINK, 1, new OperatorModel.Input(MAP, 1))))
        .hasMessageContaining("cycle");
  }

  /** The slots that the paper's method asked for at the largest rate [ContTune §6]. */
  @ParameterizedTest
  @CsvSource({"wordcount, 13", "q1, 25", "q2, 23", "q3, 18", "q5, 22", "q8, 10"})
  void needsThePapersCoresAtThePeak(String name, int cores) {
    Workload workload = Workloads.builtIn(name);

    assertThat(workload.tunedSlots(Minimum.of(workload, 10, 1, 10, 1).parallelism()))
        .isEqualTo(cores);
  }

  @ParameterizedTest
  @CsvSource({"wordcount, 3", "q1, 3", "q2, 3", "q3, 5", "q5, 3", "q8, 4"})
  void hasAsManyOperatorsAsThePapers(String name, int operators) {
    assertThat(Workloads.builtIn(name).operators()).hasSize(operators);
  }
}
