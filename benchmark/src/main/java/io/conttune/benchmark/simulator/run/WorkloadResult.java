package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Workload;
import java.util.List;
import java.util.Map;

/**
 * What tuners did on one workload.
 *
 * @param runs one of each plan of its schedule, per tuner
 */
public record WorkloadResult(Scheduled scheduled, Map<Contender, List<RunResult>> runs) {
  /** The job. */
  public Workload workload() {
    return scheduled.workload();
  }

  /** The score of a tuner. */
  public Score score(Contender contender) {
    return Score.of(contender.label(), runs.get(contender));
  }
}
