package io.conttune.core.tuning;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.conttune.core.DurationText;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.UnhinderedFlow;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Recognises a job without any traffic, and gives it the least parallelism that its limits allow.
 *
 * <p>No tuner can do that: of operators that receive nothing, no window tells an ability. That the
 * traffic is gone for good, no window tells either. The caller therefore waits first.
 */
public final class IdleJob {
  /** Some sources always report a few records that cannot be read, as markers of transactions. */
  private static final int UNREADABLE_RECORDS = 100;

  private IdleJob() {}

  /**
   * Returns whether nothing moved in this window and nothing waits. A job whose sources stand still
   * before records, or that is held up, is not idle: something else is wrong with it.
   */
  public static boolean isIdle(JobMetrics metrics) {
    return !metrics.operators().isEmpty()
        && UnhinderedFlow.isIn(metrics)
        && metrics.operators().values().stream().allMatch(IdleJob::isStill);
  }

  private static boolean isStill(OperatorMetrics operator) {
    return operator.inputRate() == 0
        && operator.outputRate() == 0
        && operator.backlog().map(Backlog::records).orElse(0.0) <= UNREADABLE_RECORDS;
  }

  /**
   * The rescale of an idle job to its minimum; empty if it is there. The tuner's memory stays, so
   * that it knows what the job needs when the traffic returns.
   *
   * @param tuner name of the tuner, for the evidence
   * @param idleTime the time for which the job had to be idle, for the reason
   */
  public static Optional<Rescale> toMinimum(String tuner, TuningInput input, Duration idleTime) {
    Map<OperatorId, Integer> least =
        input.graph().vertices().stream()
            .collect(toMap(JobVertex::id, vertex -> input.limits().of(vertex.id()).least()));
    Map<OperatorId, Integer> minimum =
        ParallelismGroups.of(input.graph(), input.limits()).unified(least);
    List<JobVertex> changed =
        input.graph().vertices().stream()
            .filter(vertex -> minimum.get(vertex.id()) != vertex.parallelism())
            .toList();
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    String reason =
        "no record for %s (tuner.idle-time), to the least that the limits allow: %s"
            .formatted(
                DurationText.of(idleTime),
                changed.stream()
                    .map(
                        v -> "%s %d → %d".formatted(v.name(), v.parallelism(), minimum.get(v.id())))
                    .collect(joining(", ")));
    return Optional.of(new Rescale(Step.IDLE, minimum, reason, evidence(tuner, input, minimum)));
  }

  private static Evidence evidence(
      String tuner, TuningInput input, Map<OperatorId, Integer> minimum) {
    List<OperatorEvidence> operators =
        input.graph().vertices().stream()
            .filter(vertex -> input.metrics().operators().containsKey(vertex.id()))
            .map(
                vertex ->
                    new OperatorEvidence(
                        vertex.id(),
                        vertex.name(),
                        input.metrics().of(vertex.id()),
                        OptionalDouble.of(0),
                        OptionalDouble.empty(),
                        List.of(),
                        minimum.get(vertex.id()),
                        "receives nothing",
                        OptionalDouble.empty()))
            .toList();
    return new Evidence(tuner, Provisioning.OVER, operators, List.of());
  }
}
