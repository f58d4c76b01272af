package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.Minimum;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything from which a tuner may be made. Only the oracle and the static provisioning use the
 * true rates and curves.
 *
 * @param targetUtilization share of its capacity that the rate may take of an operator
 * @param restartCost time for which a restart costs its slots, by which an oracle with foresight
 *     weighs it
 * @param objective of lag, for a tuner that keeps one
 */
public record TunerContext(
    Workload workload,
    RatePlan plan,
    Disturbances disturbances,
    double targetUtilization,
    Duration restartCost,
    Objective objective) {

  /** The least parallelism that carries the rate at a time with the target utilisation. */
  public Minimum wantedAt(Instant instant) {
    return wanted(plan.at(instant), disturbances.driftAt(instant));
  }

  /** The same for the peak, whenever it comes. */
  Minimum wantedAtPeak() {
    return wanted(plan.peak(), Math.min(1, disturbances.drift()));
  }

  private Minimum wanted(double rate, double drift) {
    return Minimum.of(workload, rate, targetUtilization, plan.peak(), drift);
  }
}
