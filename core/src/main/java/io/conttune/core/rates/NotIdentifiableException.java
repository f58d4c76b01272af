package io.conttune.core.rates;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;

/** Ends a walk over the graph at a vertex whose rates the counters do not tell. */
final class NotIdentifiableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient OperatorId vertex;

  NotIdentifiableException(JobVertex vertex, String what) {
    super("%s: %s".formatted(vertex.name(), what));
    this.vertex = vertex.id();
  }

  OperatorId vertex() {
    return vertex;
  }
}
