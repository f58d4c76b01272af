package io.conttune.benchmark.simulator.workload;

import io.conttune.core.graph.OperatorId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The operator of a job that carries the least share of the peak, at its best parallelism. No tuner
 * can give such a job what it needs.
 *
 * @param operator that is too slow
 * @param needed records/s that it would receive at the peak
 * @param most records/s that it can process at any parallelism
 * @param parallelism at which it does
 */
public record PeakShortage(OperatorId operator, double needed, double most, int parallelism) {
  private static final double ROUNDING = 1e-9;

  public PeakShortage {
    Objects.requireNonNull(operator, "operator");
  }

  /**
   * The shortage of a job; empty if some parallelism of every operator carries the peak.
   *
   * @param peak the largest factor on the unit rates
   * @param drift factor on processing abilities
   */
  public static Optional<PeakShortage> of(Workload workload, double peak, double drift) {
    double[] demand = workload.demand(peak);
    List<OperatorModel> operators = workload.operators();
    return IntStream.range(0, demand.length)
        .mapToObj(i -> of(workload, operators.get(i), demand[i], drift))
        .filter(found -> found.most < found.needed * (1 - ROUNDING))
        .min(Comparator.comparingDouble(PeakShortage::carriedShare));
  }

  private static PeakShortage of(
      Workload workload, OperatorModel operator, double needed, double drift) {
    int best =
        IntStream.rangeClosed(least(workload, operator), workload.most(operator))
            .boxed()
            .max(
                Comparator.comparingDouble(operator::throughput)
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    return new PeakShortage(operator.id(), needed, operator.throughput(best) * drift, best);
  }

  /** A source stays at its partitions. */
  private static int least(Workload workload, OperatorModel operator) {
    return operator.isSource() && operator.maxParallelism().isPresent()
        ? workload.most(operator)
        : 1;
  }

  /** The share of the peak that the operator can process, below 1. */
  public double carriedShare() {
    return most / needed;
  }
}
