package io.conttune.benchmark.simulator.workload;

import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The least parallelism of every operator with which a job carries a rate at a utilisation.
 *
 * <p>Where no parallelism of an operator does so, the operator is named in {@code outOfReach}. It
 * then gets the least parallelism that carries the rate at a utilisation of 1, or where there is
 * none either, the one that carries most. Sources stay at {@link Workload#ofSource}.
 *
 * @param parallelism of every operator, in the order of the operators
 * @param outOfReach tuned operators that no parallelism lets reach rate / utilisation
 */
public record Minimum(Map<OperatorId, Integer> parallelism, List<OperatorId> outOfReach) {
  private static final double ROUNDING = 1e-12;

  public Minimum {
    outOfReach = List.copyOf(outOfReach);
  }

  /**
   * The minimum of a job.
   *
   * @param rate factor on the unit rates
   * @param utilization share of its capacity that the rate may take of an operator, above 0
   * @param peak the largest factor, for which sources are provisioned
   * @param drift factor on processing abilities
   */
  public static Minimum of(
      Workload workload, double rate, double utilization, double peak, double drift) {
    double[] demand = workload.demand(rate);
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>();
    List<OperatorId> outOfReach = new ArrayList<>();
    for (int i = 0; i < demand.length; i++) {
      OperatorModel operator = workload.operators().get(i);
      if (operator.isSource()) {
        parallelism.put(operator.id(), workload.ofSource(operator, peak));
      } else {
        int most = workload.most(operator);
        double needed = demand[i] / drift;
        OptionalInt least = least(operator, most, needed / utilization);
        if (least.isEmpty()) {
          outOfReach.add(operator.id());
        }
        parallelism.put(
            operator.id(),
            least.isPresent()
                ? least.getAsInt()
                : least(operator, most, needed).orElseGet(() -> best(operator, most)));
      }
    }
    return new Minimum(parallelism, outOfReach);
  }

  /** The least parallelism up to {@code most} that processes {@code wanted} records per second. */
  static OptionalInt least(OperatorModel operator, int most, double wanted) {
    for (int p = 1; p <= most; p++) {
      if (operator.throughput(p) >= wanted * (1 - ROUNDING)) {
        return OptionalInt.of(p);
      }
    }
    return OptionalInt.empty();
  }

  /** The least of the parallelisms up to {@code most} that process most. */
  static int best(OperatorModel operator, int most) {
    int best = 1;
    for (int p = 2; p <= most; p++) {
      best = operator.throughput(p) > operator.throughput(best) ? p : best;
    }
    return best;
  }
}
