package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import java.util.Map;

/**
 * The bounds of a decision: per operator, the user's limits, the vertex's max parallelism and the
 * slots there are, already intersected. Sources whose partition count is unknown, excluded and
 * finished vertices are fixed at their present parallelism.
 */
public record Limits(Map<OperatorId, Bounds> bounds) {
  public Limits {
    bounds = Map.copyOf(bounds);
  }

  /**
   * The bounds of this operator.
   *
   * @throws IllegalArgumentException if none were given
   */
  public Bounds of(OperatorId operator) {
    Bounds found = bounds.get(operator);
    if (found == null) {
      throw new IllegalArgumentException("no limits given for job vertex " + operator);
    }
    return found;
  }
}
