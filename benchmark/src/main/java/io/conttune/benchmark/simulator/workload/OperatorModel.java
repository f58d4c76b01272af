package io.conttune.benchmark.simulator.workload;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.InputParts;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One operator of a simulated job.
 *
 * @param id unique within its job
 * @param unitRate records per second that are produced for a source at the rate 1, above 0; empty
 *     for an operator that is no source
 * @param inputs the operators that it reads from; none for a source
 * @param capacity its processing ability over parallelism
 * @param noise relative standard deviation of the useful time that one window measures, at least 0
 * @param skew share by which the busiest subtask gets more records than the mean one, at least 0;
 *     it bounds the throughput of the operator and does not show in its mean busy time
 * @param maxParallelism key groups of an operator, partitions of a source; a bound of the
 *     parallelism
 * @param state GiB of its state, which a restart must restore, at least 0
 */
public record OperatorModel(
    OperatorId id,
    OptionalDouble unitRate,
    List<Input> inputs,
    CapacityCurve capacity,
    double noise,
    double skew,
    OptionalInt maxParallelism,
    double state) {
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
    Require.nonNegative("state of " + id, state);
  }

  /** An operator without state. */
  public OperatorModel(
      OperatorId id,
      OptionalDouble unitRate,
      List<Input> inputs,
      CapacityCurve capacity,
      double noise,
      double skew,
      OptionalInt maxParallelism) {
    this(id, unitRate, inputs, capacity, noise, skew, maxParallelism, 0);
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

  /** The same operator with another noise. */
  OperatorModel withNoise(double other) {
    return new OperatorModel(id, unitRate, inputs, capacity, other, skew, maxParallelism, state);
  }

  /** The same operator with another skew. */
  OperatorModel withSkew(double other) {
    return new OperatorModel(id, unitRate, inputs, capacity, noise, other, maxParallelism, state);
  }

  /** Returns whether the operator reads from outside of the job. */
  public boolean isSource() {
    return unitRate.isPresent();
  }

  /**
   * Records per second that the operator can process: its processing ability, or less where the
   * busiest subtask is full before the others.
   */
  public double throughput(int parallelism) {
    return capacity.at(parallelism) / busiestShare(parallelism);
  }

  /**
   * The load of the busiest subtask over that of the mean one, at least 1: by the skew, or because
   * some subtask has a key group or partition more than others.
   */
  public double busiestShare(int parallelism) {
    double ofParts =
        maxParallelism.isPresent()
            ? 1 / InputParts.of(maxParallelism.getAsInt()).evenness(parallelism)
            : 1;
    return Math.min(Math.max(1 + skew, ofParts), parallelism);
  }
}
