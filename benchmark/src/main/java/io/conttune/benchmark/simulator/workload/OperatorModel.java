package io.conttune.benchmark.simulator.workload;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One operator of a simulated job.
 *
 * @param id unique within its job
 * @param unitRate of a source: records per second that are produced for it at 1×, above 0; empty of
 *     any other operator
 * @param inputs what it reads; empty of a source
 * @param capacity its processing ability over parallelism
 * @param noise relative standard deviation of the useful time that one window measures, at least 0
 * @param skew by which share the busiest subtask gets more records than the mean one, at least 0;
 *     it bounds the throughput of the operator and is not seen in its mean busy time
 * @param maxParallelism key groups of an operator, partitions of a source; a bound of the
 *     parallelism
 */
public record OperatorModel(
    OperatorId id,
    OptionalDouble unitRate,
    List<Input> inputs,
    CapacityCurve capacity,
    double noise,
    double skew,
    OptionalInt maxParallelism) {
  public OperatorModel {
    Objects.requireNonNull(id, "id");
    unitRate.ifPresent(rate -> Require.positive("unit rate of " + id, rate));
    inputs = List.copyOf(inputs);
    if (unitRate.isPresent() != inputs.isEmpty()) {
      throw new IllegalArgumentException(
          id + " needs either a unit rate, as a source, or inputs, as any other operator");
    }
    Objects.requireNonNull(capacity, "capacity");
    Require.nonNegative("noise of " + id, noise);
    Require.nonNegative("skew of " + id, skew);
    maxParallelism.ifPresent(max -> Require.atLeast("max parallelism of " + id, 1, max));
  }

  /**
   * One input.
   *
   * @param from the operator whose records it reads
   * @param selectivity records that travel along for each record that {@code from} processes, above
   *     0
   */
  public record Input(OperatorId from, double selectivity) {
    public Input {
      Objects.requireNonNull(from, "from");
      Require.positive("selectivity of the input from " + from, selectivity);
    }
  }

  /** Whether it reads from outside of the job. */
  public boolean isSource() {
    return unitRate.isPresent();
  }

  /**
   * Records per second that it gets through: its processing ability, unless the busiest subtask is
   * full before the others are.
   */
  public double throughput(int parallelism) {
    return capacity.at(parallelism) / Math.min(1 + skew, parallelism);
  }
}
