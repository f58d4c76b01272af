package io.conttune.controller.service.status;

import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleKind;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts of a job's steps, decisions and rescales since the service started. They only grow.
 *
 * @param steps of the control loop, from their begin to their end
 * @param decisions by their kind, those that repeat the last one too
 * @param rescales by their end: from their plan on
 * @param downtimes of the rescales whose downtime is known: from the end of the former run until
 *     every subtask of the new one ran
 * @param troubles steps that came to nothing, by their cause
 * @param restErrors requests to the job's cluster that got no reply of Flink; the jobs of a cluster
 *     share the count
 */
public record JobTotals(
    Timing steps,
    Map<DecisionKind, Long> decisions,
    Map<RescaleEnd, Timing> rescales,
    Map<RescaleEnd, Timing> downtimes,
    Map<Trouble, Long> troubles,
    long restErrors) {
  /** Nothing has happened. */
  public static final JobTotals NONE =
      new JobTotals(Timing.NONE, Map.of(), Map.of(), Map.of(), Map.of(), 0);

  public JobTotals {
    Objects.requireNonNull(steps, "steps");
    decisions = Map.copyOf(decisions);
    rescales = Map.copyOf(rescales);
    downtimes = Map.copyOf(downtimes);
    troubles = Map.copyOf(troubles);
  }

  /**
   * Decisions that are counted together.
   *
   * @param outcome what the controller did about it
   * @param cause the step that the tuner wanted, or the cause of its hold
   */
  public record DecisionKind(Outcome outcome, String cause) {
    static DecisionKind of(DecisionRecord record) {
      return new DecisionKind(
          record.outcome(),
          record.decision().match(rescale -> rescale.step().name(), hold -> hold.cause().name()));
    }
  }

  /** Rescales that are counted together: by their kind, and the final stage they ended in. */
  public record RescaleEnd(RescaleKind kind, Stage stage) {}

  /** The causes for which a step comes to nothing. */
  public enum Trouble {
    /** Flink did not answer, or not as expected. */
    FLINK_UNREACHABLE,
    /** The store failed. */
    STORE_FAILED,
    /** The controller has a defect. */
    DEFECT,
    /** Another controller took the lease within the step. */
    LEASE_LOST
  }

  /** How many rescales of all kinds have ended in this stage. */
  public long rescalesThatEnded(Stage stage) {
    return rescales.entrySet().stream()
        .filter(each -> each.getKey().stage() == stage)
        .mapToLong(each -> each.getValue().count())
        .sum();
  }

  JobTotals withStep(Duration length, long errors) {
    return new JobTotals(steps.plus(length), decisions, rescales, downtimes, troubles, errors);
  }

  JobTotals with(DecisionRecord decision) {
    return new JobTotals(
        steps,
        oneMore(decisions, DecisionKind.of(decision)),
        rescales,
        downtimes,
        troubles,
        restErrors);
  }

  JobTotals with(Trouble trouble) {
    return new JobTotals(
        steps, decisions, rescales, downtimes, oneMore(troubles, trouble), restErrors);
  }

  /**
   * The same after a rescale has ended.
   *
   * @param lasted since it was planned
   */
  JobTotals with(RescaleEntry ended, Duration lasted) {
    RescaleEnd end = new RescaleEnd(RescaleKind.of(ended.plan().rescaling()), ended.stage());
    return new JobTotals(
        steps,
        decisions,
        timed(rescales, end, lasted),
        ended
            .timeline()
            .downtime()
            .map(downtime -> timed(downtimes, end, downtime))
            .orElse(downtimes),
        troubles,
        restErrors);
  }

  private static <K> Map<K, Long> oneMore(Map<K, Long> counts, K key) {
    Map<K, Long> more = new HashMap<>(counts);
    more.merge(key, 1L, Long::sum);
    return more;
  }

  private static <K> Map<K, Timing> timed(Map<K, Timing> timings, K key, Duration length) {
    Map<K, Timing> more = new HashMap<>(timings);
    more.put(key, timings.getOrDefault(key, Timing.NONE).plus(length));
    return more;
  }
}
