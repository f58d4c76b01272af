package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.benchmark.run.TimelineRescale;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a demo, as in {@code summary.json}.
 *
 * @param seed of the demo
 * @param tunings changes of the rate
 * @param reconfigurations redeployments that were begun
 * @param bigReconfigurations those of the Big phase
 * @param reconfigurationsPerTuning their quotient
 * @param recordsEmitted words that the schedule holds
 * @param recordsCounted words that the job counted
 * @param recordsLost of them
 * @param recordsDuplicated of them
 * @param targetUtilization of the tuner, on which {@code neededParallelism} rests
 * @param steps one of each rate played
 */
record DemoSummary(
    long seed,
    int tunings,
    int reconfigurations,
    int bigReconfigurations,
    double reconfigurationsPerTuning,
    long recordsEmitted,
    long recordsCounted,
    long recordsLost,
    long recordsDuplicated,
    double targetUtilization,
    List<Step> steps) {
  DemoSummary {
    steps = List.copyOf(steps);
  }

  /**
   * One rate.
   *
   * @param rate lines per second
   * @param sustained whether the job kept up with it in the end
   * @param ground of that verdict
   * @param parallelism at the end of the step, by operator
   * @param neededParallelism that the tuner would choose if it knew the operators' costs
   * @param restarts begun within the step
   * @param downtimeSeconds in which the job did not run
   */
  record Step(
      double rate,
      boolean sustained,
      String ground,
      Map<String, Integer> parallelism,
      Map<String, Integer> neededParallelism,
      int restarts,
      double downtimeSeconds) {}

  static DemoSummary of(
      Timeline timeline,
      DemoWorkload workload,
      TotalsAudit audit,
      long seed,
      double targetUtilization) {
    List<Long> rates = timeline.schedule().recordsPerSecond();
    List<Step> steps = new ArrayList<>();
    for (int step = 0; step < rates.size(); step++) {
      steps.add(step(timeline, workload, step, rates.get(step), targetUtilization));
    }
    List<TimelineRescale> begun =
        timeline.rescales().stream()
            .filter(rescale -> rescale.entry().stage() != Stage.ABANDONED)
            .toList();
    long big = begun.stream().filter(r -> r.entry().plan().step() == Decision.Step.BIG).count();
    return new DemoSummary(
        seed,
        rates.size(),
        begun.size(),
        (int) big,
        (double) begun.size() / rates.size(),
        audit.recordsEmitted(),
        audit.recordsCounted(),
        audit.recordsLost(),
        audit.recordsDuplicated(),
        targetUtilization,
        steps);
  }

  /** Whether nothing was lost or duplicated and every step was sustained. */
  boolean succeeded() {
    return recordsLost == 0 && recordsDuplicated == 0 && steps.stream().allMatch(Step::sustained);
  }

  /** What went wrong, one sentence each; empty if nothing did. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (recordsLost > 0 || recordsDuplicated > 0) {
      failures.add("%d records lost, %d duplicated".formatted(recordsLost, recordsDuplicated));
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.sustained()) {
        failures.add(
            "step %d (%.0f lines/s) was not sustained: %s"
                .formatted(i + 1, step.rate(), step.ground()));
      }
    }
    return failures;
  }

  private static Step step(
      Timeline timeline, DemoWorkload workload, int index, long rate, double targetUtilization) {
    StepJudge.Verdict verdict = new StepJudge(timeline).judge(index);
    List<TimelineRescale> rescales = timeline.rescalesOf(index);
    return new Step(
        (double) rate,
        verdict.sustained() == StepJudge.Sustained.YES,
        verdict.ground(),
        parallelismAtTheEnd(timeline, index),
        workload.neededParallelism((double) rate, targetUtilization),
        (int) rescales.stream().filter(r -> r.entry().stage() != Stage.ABANDONED).count(),
        rescales.stream().mapToDouble(r -> r.downtime().toMillis() / 1000.0).sum());
  }

  private static Map<String, Integer> parallelismAtTheEnd(Timeline timeline, int step) {
    Map<String, Integer> result = new TreeMap<>();
    List<TimelinePoint> points =
        timeline.between(timeline.startOf(step), timeline.startOf(step + 1));
    if (!points.isEmpty()) {
      points
          .get(points.size() - 1)
          .operators()
          .forEach((name, operator) -> result.put(name, operator.parallelism()));
    }
    return result;
  }
}
