package io.conttune.benchmark.simulator.run;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * The figures of one tuner over several runs.
 *
 * @param tuner its name
 * @param tunings changes of the rate, the first rate of each run included
 * @param reconfigurations redeployments begun
 * @param bigReconfigurations those of them that a Big phase asked for
 * @param meanSlots over time
 * @param maxSlots the most at any time
 * @param slotSeconds slots held, over time
 * @param underProvisionedSeconds time in which records were produced faster than a job could
 *     process them, downtime included
 * @param downSeconds time in which a job did not run
 * @param excessSlots mean over the tunings of the slots at their end beyond those that suffice;
 *     negative where there were too few
 * @param maxBacklogSeconds the largest backlog, in seconds of the rate at that time
 */
public record Score(
    String tuner,
    int tunings,
    int reconfigurations,
    int bigReconfigurations,
    double meanSlots,
    int maxSlots,
    double slotSeconds,
    double underProvisionedSeconds,
    double downSeconds,
    double excessSlots,
    double maxBacklogSeconds) {

  /** All runs of a tuner together. */
  static Score of(String tuner, List<RunResult> runs) {
    List<TuningResult> tunings = runs.stream().flatMap(run -> run.tunings().stream()).toList();
    double slotSeconds = sum(runs, RunResult::slotSeconds);
    return new Score(
        tuner,
        tunings.size(),
        count(tunings, TuningResult::reconfigurations),
        count(tunings, TuningResult::bigReconfigurations),
        slotSeconds / sum(runs, RunResult::seconds),
        runs.stream().mapToInt(RunResult::maxSlots).max().orElseThrow(),
        slotSeconds,
        sum(runs, RunResult::shortSeconds),
        sum(runs, RunResult::downSeconds),
        (double) count(tunings, tuning -> tuning.slots() - tuning.leastSlots()) / tunings.size(),
        runs.stream().mapToDouble(RunResult::maxBacklogSeconds).max().orElseThrow());
  }

  /** Redeployments per change of the rate. */
  public double reconfigurationsPerTuning() {
    return (double) reconfigurations / tunings;
  }

  /** Redeployments per change of the rate, without those that a Big phase asked for. */
  public double withoutBigPerTuning() {
    return (double) (reconfigurations - bigReconfigurations) / tunings;
  }

  private static double sum(List<RunResult> runs, ToDoubleFunction<RunResult> what) {
    return runs.stream().mapToDouble(what).sum();
  }

  private static int count(List<TuningResult> tunings, ToIntFunction<TuningResult> what) {
    return tunings.stream().mapToInt(what).sum();
  }
}
