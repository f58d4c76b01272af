package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One operator over one metrics window, all subtasks together.
 *
 * @param id the job vertex
 * @param parallelism during the whole window
 * @param records received in the window
 * @param inputRate observed upstream data rate λ̂, records/s received
 * @param outputRate records/s emitted at the end of the chain
 * @param time shares of 1, mean over subtasks; they sum to 1
 * @param backlog of a source that reports pendingRecords
 */
public record OperatorMetrics(
    OperatorId id,
    int parallelism,
    long records,
    double inputRate,
    double outputRate,
    TaskTime time,
    Optional<Backlog> backlog) {
  public OperatorMetrics {
    Objects.requireNonNull(id, "id");
    Require.atLeast("parallelism of " + id, 1, parallelism);
    Require.atLeast("records of " + id, 0L, records);
    Require.nonNegative("input rate of " + id, inputRate);
    Require.nonNegative("output rate of " + id, outputRate);
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(backlog, "backlog");
  }

  /**
   * Processing ability PA = λ̂ / T_u in records/s: what the operator could process at its present
   * parallelism if it never waited [ContTune §3], DS2's true processing rate summed over instances
   * [DS2 §3.2]. Empty if it received nothing or was never busy.
   */
  public OptionalDouble processingAbility() {
    return inputRate > 0 && time.busy() > 0
        ? OptionalDouble.of(inputRate / time.busy())
        : OptionalDouble.empty();
  }

  /** backPressurePer of [ContTune §7]: backpressured share of all time. */
  public double backPressureShare() {
    return time.total() > 0 ? time.backPressured() / time.total() : 0;
  }
}
