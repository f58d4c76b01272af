package io.conttune.core.graph;

import java.util.Objects;

/** A stream of records from one job vertex to another. */
public record JobEdge(OperatorId from, OperatorId to, ShipStrategy strategy) {
  public JobEdge {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(strategy, "strategy");
  }
}
