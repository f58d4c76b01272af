package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.workload.Minimum;
import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.graph.OperatorId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job on a number of slots that all its operators share. Each tuned operator has the parallelism
 * up to there at which it processes most.
 *
 * @param peak the largest factor on the unit rates, for which sources are provisioned
 */
record SharedSlots(Workload workload, double peak) {
  private static final double ROUNDING = 1e-12;

  /** The parallelism of every operator. */
  Minimum parallelism(int slots) {
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>();
    workload
        .operators()
        .forEach(operator -> parallelism.put(operator.id(), parallelism(operator, slots)));
    return new Minimum(parallelism, List.of());
  }

  /** The largest factor on the unit rates that all operators carry, without any drift. */
  double capacity(int slots) {
    double[] ofOne = workload.demand(1);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ofOne.length; i++) {
      OperatorModel operator = workload.operators().get(i);
      double most = operator.throughput(parallelism(operator, slots));
      least = ofOne[i] > 0 ? Math.min(least, most / ofOne[i]) : least;
    }
    return least;
  }

  private int parallelism(OperatorModel operator, int slots) {
    return operator.isSource()
        ? workload.ofSource(operator, peak)
        : best(operator, Math.min(Math.max(1, slots), workload.most(operator)));
  }

  /** The largest of the parallelisms up to {@code most} that process most. */
  private static int best(OperatorModel operator, int most) {
    int best = 1;
    for (int p = 2; p <= most; p++) {
      best = operator.throughput(p) >= operator.throughput(best) * (1 - ROUNDING) ? p : best;
    }
    return best;
  }
}
