package io.conttune.benchmark.simulator.run;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.DecisionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The figures of the scored part of one run.
 *
 * @param tunings one for each change of the load, the first load included
 * @param seconds its length in virtual time
 * @param slotSeconds slots of the tuned operators, over time
 * @param maxSlots the most of them at any time
 * @param shortSeconds time, weighted by the share of the records produced that the job could not
 *     process; all of a downtime counts
 * @param downSeconds time in which the job did not run
 * @param lag ages of the oldest record that waited
 * @param timeline one point for each change of the rate, the slots or the life, the unscored part
 *     included
 * @param decisions that told something new, the unscored part included
 */
public record RunResult(
    List<TuningResult> tunings,
    double seconds,
    double slotSeconds,
    int maxSlots,
    double shortSeconds,
    double downSeconds,
    Lag lag,
    List<TimelineStretch> timeline,
    List<DecisionTaken> decisions) {
  public RunResult {
    tunings = List.copyOf(tunings);
    timeline = List.copyOf(timeline);
    decisions = List.copyOf(decisions);
  }

  /**
   * The age of the oldest record that waited for a source.
   *
   * @param worstSeconds the largest age
   * @param secondsBeyond time in which it was beyond the lag that is asked for
   */
  public record Lag(double worstSeconds, double secondsBeyond) {}

  /**
   * The run from an instant on, up to the next point.
   *
   * @param rate factor on the unit rates
   * @param slots of the tuned operators
   * @param isUp false while the job is down
   * @param lagSeconds age of the oldest record that waited when the point began
   */
  public record TimelineStretch(
      Instant at, double rate, int slots, boolean isUp, double lagSeconds) {}

  /**
   * A decision that told something new.
   *
   * @param outcome what the control loop did
   * @param step or cause of the decision, in the words of {@link io.conttune.core.tuning.Decision}
   * @param parallelism that was wanted; empty if the job was to stay as it was
   * @param reason in one sentence
   */
  public record DecisionTaken(
      Instant at,
      DecisionRecord.Outcome outcome,
      String step,
      Map<OperatorId, Integer> parallelism,
      String reason) {
    public DecisionTaken {
      parallelism = Map.copyOf(parallelism);
    }
  }
}
