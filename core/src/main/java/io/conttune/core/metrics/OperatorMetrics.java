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
 * @param busiest share of time in which the busiest subtask was busy, 0..1; empty where it could
 *     not be told
 * @param backlog of a source that reports pendingRecords
 */
public record OperatorMetrics(
    OperatorId id,
    int parallelism,
    long records,
    double inputRate,
    double outputRate,
    TaskTime time,
    OptionalDouble busiest,
    Optional<Backlog> backlog) {
  public OperatorMetrics {
    Objects.requireNonNull(id, "id");
    Require.atLeast("parallelism of " + id, 1, parallelism);
    Require.atLeast("records of " + id, 0L, records);
    Require.nonNegative("input rate of " + id, inputRate);
    Require.nonNegative("output rate of " + id, outputRate);
    Objects.requireNonNull(time, "time");
    busiest.ifPresent(share -> Require.share("busiest subtask of " + id, share));
    Objects.requireNonNull(backlog, "backlog");
  }

  /** The same metrics, of which the share of the busiest subtask is known. */
  public OperatorMetrics withBusiest(double share) {
    return new OperatorMetrics(
        id, parallelism, records, inputRate, outputRate, time, OptionalDouble.of(share), backlog);
  }

  /** Of a source, the records/s that arrive: what it reads, and what its backlog grows by. */
  public double arrivalRate() {
    return Math.max(0, inputRate + backlog.map(Backlog::growth).orElse(0.0));
  }

  /** The same metrics of a source of which this backlog is known. */
  public OperatorMetrics withBacklog(Backlog known) {
    return new OperatorMetrics(
        id, parallelism, records, inputRate, outputRate, time, busiest, Optional.of(known));
  }

  /**
   * Useful time T_u that bounds the operator: that of its busiest subtask, or the mean over
   * subtasks where that is not known. An operator whose busiest subtask is busy all the time
   * processes no more, however idle the others are.
   */
  public double usefulTime() {
    return Math.max(time.busy(), busiest.orElse(0));
  }

  /**
   * Processing ability PA = λ̂ / T_u in records/s: what the operator could process at its present
   * parallelism if it never waited [ContTune §3], with the useful time of its busiest subtask.
   * Empty if it received nothing or was never busy.
   */
  public OptionalDouble processingAbility() {
    return inputRate > 0 && usefulTime() > 0
        ? OptionalDouble.of(inputRate / usefulTime())
        : OptionalDouble.empty();
  }

  /** backPressurePer of [ContTune §7]: backpressured share of all time. */
  public double backPressureShare() {
    return time.total() > 0 ? time.backPressured() / time.total() : 0;
  }
}
