package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.jobs.UslCurve;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DemoWorkloadTest {
  /** Linear costs: 10 lines/s and 20 words/s of each subtask. */
  private static final DemoWorkload LINEAR =
      new DemoWorkload(List.of(60L, 100L), new UslCurve(10, 0, 0), new UslCurve(20, 0, 0));

  @Test
  void playsAPermutationOfItsRatesAndThenTheSameAgain() {
    List<Long> schedule = DemoWorkload.STANDARD.schedule(8, 1);

    assertThat(schedule.subList(0, 4)).containsExactlyInAnyOrder(60L, 100L, 140L, 180L);
    assertThat(schedule.subList(4, 8)).isEqualTo(schedule.subList(0, 4));
    assertThat(DemoWorkload.STANDARD.schedule(6, 1)).isEqualTo(schedule.subList(0, 6));
  }

  @Test
  void drawsTheOrderFromTheSeed() {
    Set<List<Long>> orders = new HashSet<>();
    LongStream.range(0, 100).forEach(seed -> orders.add(DemoWorkload.STANDARD.schedule(4, seed)));

    assertThat(DemoWorkload.STANDARD.schedule(4, 3))
        .isEqualTo(DemoWorkload.STANDARD.schedule(4, 3));
    assertThat(orders).hasSizeGreaterThan(12);
  }

  @Test
  void needsTheLeastParallelismThatCarriesTheRateAtTheUtilisation() {
    // 60 lines/s at 0.8 are 75 lines/s: 7.5 subtasks of 10; 300 words/s: 15 of 20, exactly.
    assertThat(LINEAR.neededParallelism(60, 0.8)).isEqualTo(Map.of("splitter", 8, "count", 15));
    assertThat(LINEAR.neededParallelism(60, 1)).isEqualTo(Map.of("splitter", 6, "count", 12));
  }

  @Test
  void needsMoreWhereSubtasksGetInEachOthersWay() {
    // PA(4) = 100/(1 + 0.06 + 0.0048) = 93.9, PA(3) = 75/(1 + 0.04 + 0.0024) = 71.9 < 75.
    assertThat(DemoWorkload.STANDARD.neededParallelism(60, 0.8)).containsEntry("splitter", 4);
    // PA(3) = 330/(1 + 0.06 + 0.0012) = 311 ≥ 300, PA(2) = 220/1.03 = 213.5.
    assertThat(DemoWorkload.STANDARD.neededParallelism(60, 0.8)).containsEntry("count", 3);
  }

  @Test
  void needsNoMoreThanThereAreSlots() {
    assertThat(LINEAR.neededParallelism(10_000, 0.8))
        .isEqualTo(Map.of("splitter", 32, "count", 32));
  }

  @Test
  void hasTheCapacityOfItsSlowestOperator() {
    // 8 splitters: 80 lines/s; 12 counts: 240 words/s, 60 lines/s.
    Map<String, Integer> parallelism = Map.of("splitter", 8, "count", 12);

    assertThat(LINEAR.capacity(parallelism::get)).isCloseTo(60, within(1e-9));
  }
}
