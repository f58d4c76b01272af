package io.conttune.controller.service.status;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One operator of a running job.
 *
 * @param id the job vertex
 * @param name under which the log speaks of it
 * @param parallelism its present one
 * @param wanted the parallelism that the last decision gives it; the present one before the first
 *     decision on this run
 * @param metrics of the newest window; empty until this run was measured
 * @param targetRate real upstream data rate in records/s, where the last decision could tell it
 */
public record OperatorStatus(
    OperatorId id,
    String name,
    int parallelism,
    int wanted,
    Optional<OperatorMetrics> metrics,
    OptionalDouble targetRate) {
  public OperatorStatus {
    Objects.requireNonNull(id, "id");
    Require.text("operator name", name);
    Require.atLeast("parallelism of " + name, 1, parallelism);
    Require.atLeast("wanted parallelism of " + name, 1, wanted);
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(targetRate, "targetRate");
  }

  /**
   * The records that wait for this source, in seconds of the rate at which they arrive. Empty where
   * it tells no backlog, or records wait while none arrive.
   */
  public OptionalDouble backlogSeconds() {
    Optional<Double> seconds =
        metrics.flatMap(
            measured ->
                measured
                    .backlog()
                    .filter(backlog -> backlog.records() == 0 || measured.arrivalRate() > 0)
                    .map(
                        backlog ->
                            backlog.records() == 0
                                ? 0
                                : backlog.records() / measured.arrivalRate()));
    return seconds.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
