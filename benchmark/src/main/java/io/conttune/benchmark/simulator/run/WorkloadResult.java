package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The results of all tuners on one workload.
 *
 * @param runs one for each plan of the schedule, by tuner
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

  /**
   * Mean over the runs of the slots at the end of the last tuning at the largest rate. If the rates
   * are played twice, the tuner has seen that rate before.
   */
  public double slotsAtPeak(Contender contender) {
    return meanAtPeak(contender, TuningResult::slots);
  }

  /** The slots that would have sufficed then. */
  public double leastSlotsAtPeak(Contender contender) {
    return meanAtPeak(contender, TuningResult::leastSlots);
  }

  private double meanAtPeak(Contender contender, ToIntFunction<TuningResult> slots) {
    return runs.get(contender).stream()
        .mapToInt(run -> slots.applyAsInt(lastAtPeak(run)))
        .average()
        .orElseThrow();
  }

  private static TuningResult lastAtPeak(RunResult run) {
    double peak = run.tunings().stream().mapToDouble(TuningResult::rate).max().orElseThrow();
    return run.tunings().stream()
        .filter(tuning -> tuning.rate() == peak)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
