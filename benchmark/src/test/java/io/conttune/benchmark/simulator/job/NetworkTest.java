package io.conttune.benchmark.simulator.job;

import static io.conttune.benchmark.simulator.workload.TestWorkloads.operator;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.simulator.workload.OperatorModel.Input;
import io.conttune.benchmark.simulator.workload.TestWorkloads;
import io.conttune.core.graph.OperatorId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Positions: in a line 0 source, 1 map, 2 sink; in a join 0 and 1 sources, 2 join, 3 sink. */
class NetworkTest {
  private static final OperatorId LEFT = new OperatorId("left");
  private static final OperatorId RIGHT = new OperatorId("right");
  private static final OperatorId JOIN = new OperatorId("join");

  private static final Network LINE = new Network(TestWorkloads.line(List.of(1.0)));

  private static final Network JOINED =
      new Network(
          TestWorkloads.job(
              List.of(1.0),
              source(LEFT, 300, 1000),
              source(RIGHT, 100, 1000),
              operator(JOIN, 100, new Input(LEFT, 1), new Input(RIGHT, 2)),
              operator(TestWorkloads.SINK, 100, new Input(JOIN, 0.5))));

  private static double[] doubles(double... values) {
    return values;
  }

  private static double[] processed(Flow flow, int size) {
    double[] result = new double[size];
    for (int o = 0; o < size; o++) {
      result[o] = flow.processed(o);
    }
    return result;
  }

  @Test
  void letsThroughWhatEveryOperatorCanTake() {
    Flow flow = LINE.flow(doubles(100, 0, 0), doubles(1000, 120, 500));

    assertThat(processed(flow, 3)).containsExactly(100, 100, 200);
    assertThat(flow.isBlocked(0) || flow.isBlocked(1) || flow.isBlocked(2)).isFalse();
  }

  @Test
  void isAsFastAsItsSlowestOperator() {
    Flow flow = LINE.flow(doubles(100, 0, 0), doubles(1000, 60, 500));

    assertThat(processed(flow, 3)).containsExactly(60, 60, 120);
    assertThat(flow.isBlocked(0)).isTrue();
    assertThat(flow.isBlocked(1) || flow.isBlocked(2)).isFalse();
  }

  @Test
  void holdsUpAllProducersOfTheSlowestOperator() {
    Flow flow = LINE.flow(doubles(100, 0, 0), doubles(1000, 120, 80));

    assertThat(processed(flow, 3)).containsExactly(40, 40, 80);
    assertThat(flow.isBlocked(0) && flow.isBlocked(1)).isTrue();
    assertThat(flow.isBlocked(2)).isFalse();
  }

  @Test
  void isHeldUpByNobodyWhereTheSourceIsSlow() {
    Flow flow = LINE.flow(doubles(100, 0, 0), doubles(50, 120, 500));

    assertThat(processed(flow, 3)).containsExactly(50, 50, 100);
    assertThat(flow.isBlocked(0)).isFalse();
  }

  @Test
  void throttlesTheSourcesOfAJoinToOneShareOfTheirRates() {
    // 300 + 2 · 100 = 500 are asked of 250: half of each.
    Flow flow = JOINED.flow(doubles(300, 100, 0, 0), doubles(1000, 1000, 250, 1000));

    assertThat(processed(flow, 4)).containsExactly(150, 50, 250, 125);
  }

  @Test
  void throttlesNoSourceThatHasLessThanItsShare() {
    // The right one has 20, so the left one gets 250 − 2 · 20.
    Flow flow = JOINED.flow(doubles(300, 20, 0, 0), doubles(1000, 1000, 250, 1000));

    assertThat(processed(flow, 4)).containsExactly(210, 20, 250, 125);
  }

  @Test
  void readsABacklogAsFastAsTheJobCan() {
    // Both have enough waiting: a share of 250 / 500 again, whatever waits.
    Flow flow = JOINED.flow(doubles(1000, 1000, 0, 0), doubles(1000, 1000, 250, 1000));

    assertThat(processed(flow, 4)).containsExactly(150, 50, 250, 125);
  }

  @Test
  void findsTheSlowestOfSeveralSlowOperators() {
    Flow flow = JOINED.flow(doubles(300, 100, 0, 0), doubles(1000, 1000, 400, 100));

    assertThat(flow.processed(3)).isCloseTo(100, within(1e-9));
    assertThat(flow.processed(2)).isCloseTo(200, within(1e-9));
    assertThat(flow.isBlocked(2)).isTrue();
  }
}
