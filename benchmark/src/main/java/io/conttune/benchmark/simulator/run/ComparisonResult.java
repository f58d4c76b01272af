package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.tuner.Contender;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

  /** The first contact of a tuner with each load; empty where a job meets several. */
  public Optional<FirstContact> firstContact(Contender contender) {
    return FirstContact.of(
        workloads.stream()
            .map(
                each ->
                    new FirstContact.WorkloadRuns(
                        each.scheduled().schedule(),
                        each.workload().rates(),
                        each.runs().get(contender)))
            .toList());
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
