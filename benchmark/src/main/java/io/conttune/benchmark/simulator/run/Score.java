package io.conttune.benchmark.simulator.run;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * The figures of one tuner over several runs. Slots are those of the tuned operators.
 *
 * @param tuner its name
 * @param tunings changes of the load, the first load of each run included
 * @param reconfigurations redeployments begun
 * @param bigReconfigurations those of them that a Big phase asked for
 * @param medianReconfigurations the least number that half of the tunings did not exceed
 * @param ninthDecileReconfigurations the least number that 90 % of the tunings did not exceed
 * @param worstReconfigurations the most of one tuning
 * @param seconds of virtual time
 * @param maxSlots the most at any time
 * @param slotSeconds slots held, over time
 * @param underProvisionedSeconds time, weighted by the share of the records produced that a job
 *     could not process; all of a downtime counts
 * @param downSeconds time in which a job did not run
 * @param unreachableTunings those at whose end no parallelism reached rate / target utilisation
 * @param excessSlots mean over the other tunings of the slots at their end beyond those that
 *     suffice at the target utilisation; negative where there were too few
 * @param reactionSeconds median time from a change of the load to the first redeployment begun;
 *     empty if there was none
 * @param worstLagSeconds the largest age of a record that waited
 * @param beyondLagSeconds time in which a record waited for longer than the lag asked for
 */
public record Score(
    String tuner,
    int tunings,
    int reconfigurations,
    int bigReconfigurations,
    int medianReconfigurations,
    int ninthDecileReconfigurations,
    int worstReconfigurations,
    double seconds,
    int maxSlots,
    double slotSeconds,
    double underProvisionedSeconds,
    double downSeconds,
    int unreachableTunings,
    double excessSlots,
    OptionalDouble reactionSeconds,
    double worstLagSeconds,
    double beyondLagSeconds) {
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double MEDIAN = 0.5;
  private static final double NINTH_DECILE = 0.9;

  /** All runs of a tuner together. */
  static Score of(String tuner, List<RunResult> runs) {
    List<TuningResult> tunings = runs.stream().flatMap(run -> run.tunings().stream()).toList();
    List<TuningResult> inReach = tunings.stream().filter(TuningResult::isInReach).toList();
    double[] each = tunings.stream().mapToDouble(TuningResult::reconfigurations).sorted().toArray();
    double[] reactions =
        tunings.stream().flatMapToDouble(t -> t.reactionSeconds().stream()).sorted().toArray();
    return new Score(
        tuner,
        tunings.size(),
        count(tunings, TuningResult::reconfigurations),
        count(tunings, TuningResult::bigReconfigurations),
        (int) quantile(each, MEDIAN).orElseThrow(),
        (int) quantile(each, NINTH_DECILE).orElseThrow(),
        (int) quantile(each, 1).orElseThrow(),
        sum(runs, RunResult::seconds),
        runs.stream().mapToInt(RunResult::maxSlots).max().orElseThrow(),
        sum(runs, RunResult::slotSeconds),
        sum(runs, RunResult::shortSeconds),
        sum(runs, RunResult::downSeconds),
        tunings.size() - inReach.size(),
        inReach.stream().mapToInt(t -> t.slots() - t.leastSlots()).average().orElse(0),
        quantile(reactions, MEDIAN),
        runs.stream().mapToDouble(run -> run.lag().worstSeconds()).max().orElseThrow(),
        sum(runs, run -> run.lag().secondsBeyond()));
  }

  /** The least value that at least this share of the sorted values does not exceed. */
  private static OptionalDouble quantile(double[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[Math.max(0, index)]);
  }

  /** Redeployments per change of the load. */
  public double reconfigurationsPerTuning() {
    return (double) reconfigurations / tunings;
  }

  /** Redeployments per change of the load, without those that a Big phase asked for. */
  public double withoutBigPerTuning() {
    return (double) (reconfigurations - bigReconfigurations) / tunings;
  }

  /** Redeployments per day of virtual time. */
  public double reconfigurationsPerDay() {
    return reconfigurations * SECONDS_PER_DAY / seconds;
  }

  /** Slots held on average over time. */
  public double meanSlots() {
    return slotSeconds / seconds;
  }

  /** Share of the time in which a record waited for longer than the lag asked for. */
  public double beyondLagShare() {
    return beyondLagSeconds / seconds;
  }

  /** Slots held, over those of {@code oracle} on the same runs. */
  public OptionalDouble slotsAgainst(Score oracle) {
    return ratio(slotSeconds, oracle.slotSeconds);
  }

  /** Under-provisioned seconds, over those of {@code oracle} on the same runs. */
  public OptionalDouble shortageAgainst(Score oracle) {
    return ratio(underProvisionedSeconds, oracle.underProvisionedSeconds);
  }

  private static OptionalDouble ratio(double value, double reference) {
    return reference > 0 ? OptionalDouble.of(value / reference) : OptionalDouble.empty();
  }

  private static double sum(List<RunResult> runs, ToDoubleFunction<RunResult> what) {
    return runs.stream().mapToDouble(what).sum();
  }

  private static int count(List<TuningResult> tunings, ToIntFunction<TuningResult> what) {
    return tunings.stream().mapToInt(what).sum();
  }
}
