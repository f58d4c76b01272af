package io.conttune.ds2;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The operators that full ones hold back: the sources of a full operator read no more than it
 * takes, so no more reaches what else these sources feed. An operator with another source that is
 * not held back is none of them.
 */
final class HeldBack {
  private HeldBack() {}

  /** The operators that these full ones hold back, without them. */
  static Set<OperatorId> by(Set<OperatorId> full, JobGraph graph) {
    if (full.isEmpty()) {
      return Set.of();
    }
    Set<OperatorId> leading = leadingTo(full, graph);
    Set<OperatorId> held = new HashSet<>();
    for (JobVertex vertex : graph.vertices()) {
      OperatorId id = vertex.id();
      boolean isHeld =
          graph.isSource(id)
              ? leading.contains(id)
              : graph.inputsOf(id).stream().map(JobEdge::from).allMatch(held::contains);
      if (isHeld) {
        held.add(id);
      }
    }
    held.removeAll(full);
    return held;
  }

  private static Set<OperatorId> leadingTo(Set<OperatorId> full, JobGraph graph) {
    Set<OperatorId> leading = new HashSet<>(full);
    List<JobVertex> downstreamFirst = new ArrayList<>(graph.vertices());
    Collections.reverse(downstreamFirst);
    for (JobVertex vertex : downstreamFirst) {
      if (graph.outputsOf(vertex.id()).stream().map(JobEdge::to).anyMatch(leading::contains)) {
        leading.add(vertex.id());
      }
    }
    return leading;
  }
}
