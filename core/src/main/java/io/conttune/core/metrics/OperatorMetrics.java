package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
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
 * @param outputRates the same by the vertex that they were sent to, a broadcast record once; empty
 *     where Flink has one counter for all (before FLIP-587)
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
    Map<OperatorId, Double> outputRates,
    TaskTime time,
    OptionalDouble busiest,
    Optional<Backlog> backlog) {
  public OperatorMetrics {
    Objects.requireNonNull(id, "id");
    Require.atLeast("parallelism of " + id, 1, parallelism);
    Require.atLeast("records of " + id, 0L, records);
    Require.nonNegative("input rate of " + id, inputRate);
    Require.nonNegative("output rate of " + id, outputRate);
    outputRates = Map.copyOf(outputRates);
    outputRates.forEach((to, rate) -> Require.nonNegative("rate of " + id + " to " + to, rate));
    Objects.requireNonNull(time, "time");
    busiest.ifPresent(share -> Require.share("busiest subtask of " + id, share));
    Objects.requireNonNull(backlog, "backlog");
  }

  /** Metrics of an operator of which one counter tells all that it sent. */
  public OperatorMetrics(
      OperatorId id,
      int parallelism,
      long records,
      double inputRate,
      double outputRate,
      TaskTime time,
      OptionalDouble busiest,
      Optional<Backlog> backlog) {
    this(id, parallelism, records, inputRate, outputRate, Map.of(), time, busiest, backlog);
  }

  /** The same metrics, of which the share of the busiest subtask is known. */
  public OperatorMetrics withBusiest(double share) {
    return with(outputRates, OptionalDouble.of(share), backlog);
  }

  /** The same metrics, of which the rate at which each vertex was sent records is known. */
  public OperatorMetrics withOutputRates(Map<OperatorId, Double> rates) {
    return with(rates, busiest, backlog);
  }

  /** Of a source, the records/s that arrive: what it reads, and what its backlog grows by. */
  public double arrivalRate() {
    return Math.max(0, inputRate + backlog.map(Backlog::growth).orElse(0.0));
  }

  /** The same metrics of a source of which this backlog is known. */
  public OperatorMetrics withBacklog(Backlog known) {
    return with(outputRates, busiest, Optional.of(known));
  }

  private OperatorMetrics with(
      Map<OperatorId, Double> rates, OptionalDouble share, Optional<Backlog> waiting) {
    return new OperatorMetrics(
        id, parallelism, records, inputRate, outputRate, rates, time, share, waiting);
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
