package io.conttune.core.metrics;

import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A job over one metrics window.
 *
 * @param until when the window's last poll was taken
 * @param length of the window, by Flink's own accumulated time where it reports it
 * @param operators one of each vertex that is RUNNING; finished vertices are absent
 */
public record JobMetrics(
    Instant until, Duration length, Map<OperatorId, OperatorMetrics> operators) {
  public JobMetrics {
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(length, "length");
    operators = Map.copyOf(operators);
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
