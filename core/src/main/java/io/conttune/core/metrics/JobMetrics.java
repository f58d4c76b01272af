package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A job over one metrics window.
 *
 * @param until the time of the window's last poll
 * @param length of the window, by Flink's own accumulated time where it reports it
 * @param operators one of each vertex that is RUNNING; finished vertices are absent
 * @param drift distance of the real rates of the window's second half from those of the first: the
 *     largest relative difference among the sources, at least 0; empty if the halves cannot be told
 *     apart
 * @param bursty vertices that write in bursts of which the window does not hold two whole periods
 */
public record JobMetrics(
    Instant until,
    Duration length,
    Map<OperatorId, OperatorMetrics> operators,
    OptionalDouble drift,
    Set<OperatorId> bursty) {
  public JobMetrics {
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(length, "length");
    operators = Map.copyOf(operators);
    bursty = Set.copyOf(bursty);
    drift.ifPresent(value -> Require.nonNegative("drift", value));
  }

  /** Metrics of a job in which no vertex writes in bursts. */
  public JobMetrics(
      Instant until,
      Duration length,
      Map<OperatorId, OperatorMetrics> operators,
      OptionalDouble drift) {
    this(until, length, operators, drift, Set.of());
  }

  /** The same metrics, of which it is known which vertices write in bursts. */
  public JobMetrics withBursty(Set<OperatorId> vertices) {
    return new JobMetrics(until, length, operators, drift, vertices);
  }

  /** The same metrics, of which the drift is known. */
  public JobMetrics withDrift(OptionalDouble known) {
    return new JobMetrics(until, length, operators, known, bursty);
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
