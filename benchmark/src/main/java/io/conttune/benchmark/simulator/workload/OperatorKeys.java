package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.simulator.workload.OperatorModel.Input;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads the keys of one operator of a workload file. */
final class OperatorKeys {
  private static final double LEAST = 1e-9;
  private static final double MOST = 1e15;
  private static final double MOST_NOISE = 1;
  private static final double MOST_SKEW = 1000;
  private static final double MOST_STATE = 1_000_000;
  private static final int MOST_PARALLELISM = 1 << 15;

  /** Replaces a missing value, after the fault was reported. */
  static final OperatorModel STAND_IN =
      new OperatorModel(
          new OperatorId("?"),
          OptionalDouble.of(1),
          List.of(),
          CurveKeys.STAND_IN,
          0,
          0,
          OptionalInt.empty());

  private OperatorKeys() {}

  static OperatorModel read(MappingReader keys) {
    String id = keys.require("id", Scalars.text(), "?", "a name for the operator");
    Optional<Double> unitRate = keys.find("unitRate", Scalars.number(LEAST, MOST));
    List<Input> inputs = inputs(keys);
    boolean isSource = keys.has("unitRate");
    boolean reads = keys.has("inputs");
    if (isSource && reads) {
      keys.fault(
          "inputs", "stands beside unitRate, expected either of them: sources have no inputs");
    } else if (!isSource && !reads) {
      keys.missing("inputs", "unitRate (of a source) or inputs (of any other operator)");
    } else if (reads && keys.size("inputs") == 0) {
      keys.fault("inputs", "is empty, expected at least one");
    }
    CapacityCurve capacity = CurveKeys.read(keys);
    double noise = keys.get("noise", Scalars.number(0, MOST_NOISE), 0.0);
    double skew = keys.get("skew", Scalars.number(0, MOST_SKEW), 0.0);
    OptionalInt max =
        keys.find("maxParallelism", Scalars.integer(1, MOST_PARALLELISM)).stream()
            .mapToInt(Integer::intValue)
            .findFirst();
    boolean connected = !isSource && !inputs.isEmpty();
    return new OperatorModel(
        new OperatorId(id),
        connected ? OptionalDouble.empty() : OptionalDouble.of(unitRate.orElse(1.0)),
        connected ? inputs : List.of(),
        capacity,
        noise,
        skew,
        max,
        keys.get("state", Scalars.number(0, MOST_STATE), 0.0));
  }

  private static List<Input> inputs(MappingReader keys) {
    List<Input> inputs = new ArrayList<>();
    for (MappingReader input : keys.sections("inputs")) {
      String from = input.require("from", Scalars.text(), "?", "the id of an operator");
      double selectivity = input.get("selectivity", Scalars.number(LEAST, MOST), 1.0);
      inputs.add(new Input(new OperatorId(from), selectivity));
    }
    return inputs;
  }
}
