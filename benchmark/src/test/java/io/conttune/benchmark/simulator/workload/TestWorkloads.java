package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.simulator.workload.CapacityCurve.Power;
import io.conttune.benchmark.simulator.workload.OperatorModel.Input;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Small jobs whose figures can be worked out by hand. */
public final class TestWorkloads {
  public static final OperatorId SOURCE = new OperatorId("source");
  public static final OperatorId MAP = new OperatorId("map");
  public static final OperatorId SINK = new OperatorId("sink");

  private TestWorkloads() {}

  /** A source of {@code gamma} records/s per subtask. */
  public static OperatorModel source(OperatorId id, double unitRate, double gamma) {
    return new OperatorModel(
        id, OptionalDouble.of(unitRate), List.of(), new Power(gamma, 1), 0, 0, OptionalInt.of(1));
  }

  /** An operator of {@code gamma} records/s per subtask, without noise. */
  public static OperatorModel operator(OperatorId id, double gamma, Input... inputs) {
    return new OperatorModel(
        id,
        OptionalDouble.empty(),
        List.of(inputs),
        new Power(gamma, 1),
        0,
        0,
        OptionalInt.empty());
  }

  /** A job without noise on 16 slots: a restart of 10 s, 100 s for each of these rates. */
  public static Workload job(List<Double> rates, OperatorModel... operators) {
    return new Workload(
        "job",
        Duration.ofSeconds(100),
        RestartModel.of(Duration.ofSeconds(10)),
        SourceRateKnowledge.KNOWN,
        16,
        rates,
        List.of(operators));
  }

  /**
   * Source of 100 records/s at 1×, which reads 1000/s; map of 60/s a subtask, which writes two
   * records for each; sink of 500/s a subtask.
   */
  public static Workload line(List<Double> rates) {
    return job(
        rates,
        source(SOURCE, 100, 1000),
        operator(MAP, 60, new Input(SOURCE, 1)),
        operator(SINK, 500, new Input(MAP, 2)));
  }
}
