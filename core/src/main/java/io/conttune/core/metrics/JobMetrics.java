package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A job over one metrics window.
 *
 * @param until the time of the window's last poll
 * @param length of the window, by Flink's own accumulated time where it reports it
 * @param operators one of each vertex that is RUNNING; finished vertices are absent
 * @param drift distance of the real rates of the window's second half from those of the first: the
 *     largest relative difference among the sources, at least 0; empty if the halves cannot be told
 *     apart
 */
public record JobMetrics(
    Instant until,
    Duration length,
    Map<OperatorId, OperatorMetrics> operators,
    OptionalDouble drift) {
  public JobMetrics {
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(length, "length");
    operators = Map.copyOf(operators);
    drift.ifPresent(value -> Require.nonNegative("drift", value));
  }

  /** The same metrics, of which the drift is known. */
  public JobMetrics withDrift(OptionalDouble known) {
    return new JobMetrics(until, length, operators, known);
  }

  /**
   * The metrics of a running vertex.
   *
   * @throws IllegalArgumentException if there are none
   */
  public OperatorMetrics of(OperatorId id) {
    OperatorMetrics metrics = operators.get(id);
    if (metrics == null) {
      throw new IllegalArgumentException("no metrics of job vertex " + id);
    }
    return metrics;
  }
}
