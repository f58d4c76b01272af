package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.tuner.Player;
import io.conttune.benchmark.simulator.tuner.TunerContext;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.Map;

/**
 * One tuner on one job under one plan of rates.
 *
 * @param targetUtilization share of its capacity that the rate may take of an operator
 */
public record Case(
    Player player,
    Workload workload,
    RatePlan plan,
    Disturbances disturbances,
    double targetUtilization,
    RunTerms terms) {
  /** Everything from which its tuner may be made. */
  public TunerContext context() {
    return new TunerContext(
        workload,
        plan,
        disturbances,
        targetUtilization,
        terms.restartCost().orElseGet(workload::restart),
        terms.objective());
  }

  /** The parallelism that the run begins with. */
  Map<OperatorId, Integer> first() {
    return switch (terms.start()) {
      case COLD -> player.first(context());
      case WARM -> context().wantedAt(Instant.EPOCH).parallelism();
    };
  }
}
