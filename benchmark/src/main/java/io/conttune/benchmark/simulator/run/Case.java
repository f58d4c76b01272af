package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.tuner.TunerContext;
import io.conttune.benchmark.simulator.workload.Workload;

/**
 * One tuner on one job under one plan of rates.
 *
 * @param targetUtilization share of its capacity that the rate may take of an operator
 */
public record Case(
    Contender contender,
    Workload workload,
    RatePlan plan,
    Disturbances disturbances,
    double targetUtilization) {
  TunerContext context() {
    return new TunerContext(workload, plan, disturbances, targetUtilization);
  }
}
