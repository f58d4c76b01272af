package io.conttune.core.tuning;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The operators that full ones hold back: the sources of a full operator read no more than it
 * takes, so no more reaches what else these sources feed. An operator with another source that is
 * not held back is none of them.
 */
public final class HeldBack {
  private HeldBack() {}

  /**
   * Of each operator that full ones hold back, without them, the share of its rate that reaches it.
   *
   * @param full of each full operator, the share of its rate that it takes, 0..1
   */
  public static Map<OperatorId, Double> by(Map<OperatorId, Double> full, JobGraph graph) {
    if (full.isEmpty()) {
      return Map.of();
    }
    Map<OperatorId, Double> taken = takenBehind(full, graph);
    Map<OperatorId, Double> held = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      OperatorId id = vertex.id();
      if (graph.isSource(id)) {
        held.computeIfAbsent(id, taken::get);
      } else if (graph.inputsOf(id).stream().map(JobEdge::from).allMatch(held::containsKey)) {
        double most =
            graph.inputsOf(id).stream().map(JobEdge::from).mapToDouble(held::get).max().orElse(1);
        held.put(id, most);
      }
    }
    held.keySet().removeAll(full.keySet());
    return held;
  }

  /** Of each operator that leads to full ones, the least share that one of these takes. */
  private static Map<OperatorId, Double> takenBehind(Map<OperatorId, Double> full, JobGraph graph) {
    Map<OperatorId, Double> taken = new HashMap<>(full);
    List<JobVertex> downstreamFirst = new ArrayList<>(graph.vertices());
    Collections.reverse(downstreamFirst);
    for (JobVertex vertex : downstreamFirst) {
      graph.outputsOf(vertex.id()).stream()
          .map(output -> taken.get(output.to()))
          .filter(Objects::nonNull)
          .forEach(share -> taken.merge(vertex.id(), share, Math::min));
    }
    return taken;
  }
}
