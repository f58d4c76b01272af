package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.tuner.Contender;
import java.util.Comparator;
import java.util.List;

/** The results of a comparison. */
public record ComparisonResult(Comparison comparison, List<WorkloadResult> workloads) {
  public ComparisonResult {
    workloads = List.copyOf(workloads);
  }

  /** The tuners that were compared. */
  public List<Contender> contenders() {
    return comparison.contenders();
  }

  /** The score of a tuner over all workloads. */
  public Score total(Contender contender) {
    return Score.of(
        contender.label(),
        workloads.stream().flatMap(workload -> workload.runs().get(contender).stream()).toList());
  }

  /** The workload on which a tuner had the most redeployments per change of the load. */
  public WorkloadResult worst(Contender contender) {
    return workloads.stream()
        .max(
            Comparator.comparingDouble(
                workload -> workload.score(contender).reconfigurationsPerTuning()))
        .orElseThrow();
  }
}
