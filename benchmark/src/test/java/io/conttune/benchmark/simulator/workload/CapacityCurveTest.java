package io.conttune.benchmark.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Power;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Saturating;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Table;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Usl;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityCurveTest {
  private static Table table(Map<Integer, Double> points) {
    return new Table(new TreeMap<>(points));
  }

  @ParameterizedTest
  @CsvSource({"1, 50", "2, 100", "3, 140", "4, 180", "6, 220", "7, 240", "16, 420"})
  void isStraightBetweenThePointsOfATableAndGoesOnBeyondThem(int parallelism, double expected) {
    assertThat(table(Map.of(2, 100.0, 4, 180.0, 6, 220.0)).at(parallelism))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void keepsAHundredthWhereTheLastSlopeOfATableFalls() {
    assertThat(table(Map.of(1, 200.0, 2, 100.0)).at(2)).isEqualTo(100);
    assertThat(table(Map.of(1, 200.0, 2, 100.0)).at(9)).isEqualTo(1);
  }

  @Test
  void isProportionalToTheOnlyPointOfATable() {
    assertThat(table(Map.of(4, 100.0)).at(1)).isEqualTo(25);
    assertThat(table(Map.of(4, 100.0)).at(8)).isEqualTo(200);
  }

  @Test
  void followsTheFormulas() {
    assertThat(new Power(10, 0.5).at(9)).isCloseTo(30, within(1e-9));
    assertThat(new Saturating(100, 4).at(4)).isEqualTo(50);
    assertThat(new Usl(new UslCurve(10, 0.1, 0.01)).at(3)).isCloseTo(30 / 1.26, within(1e-9));
  }

  @Test
  void isBoundByTheBusiestSubtask() {
    OperatorModel even = TestWorkloads.operator(TestWorkloads.MAP, 60, input());
    OperatorModel skewed =
        new OperatorModel(
            even.id(),
            even.unitRate(),
            even.inputs(),
            even.capacity(),
            0,
            0.5,
            even.maxParallelism());

    assertThat(skewed.throughput(1)).isEqualTo(60);
    assertThat(skewed.throughput(4)).isEqualTo(240 / 1.5);
    assertThat(List.of(even.throughput(1), even.throughput(4))).containsExactly(60.0, 240.0);
  }

  private static OperatorModel.Input input() {
    return new OperatorModel.Input(TestWorkloads.SOURCE, 1);
  }
}
