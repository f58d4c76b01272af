package io.conttune.controller.rescale.plan;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks a parallelism against what Flink needs to restore the job, and to restore it right. */
final class ParallelismChecks {
  private ParallelismChecks() {}

  /** One sentence for each rule that this parallelism of the vertices breaks. */
  static List<String> obstacles(JobGraph graph, Map<OperatorId, Integer> wanted) {
    List<String> obstacles = new ArrayList<>();
    for (JobVertex vertex : graph.vertices()) {
      int parallelism = wanted.get(vertex.id());
      if (vertex.maxParallelism().isPresent() && parallelism > vertex.maxParallelism().getAsInt()) {
        obstacles.add(
            "%s is wanted at parallelism %d, and its state has %d key groups (max parallelism); bound it by parallelism.operators"
                .formatted(vertex.name(), parallelism, vertex.maxParallelism().getAsInt()));
      }
    }
    for (JobEdge edge : graph.edges()) {
      if (edge.strategy() == ShipStrategy.FORWARD && parts(graph, edge, wanted)) {
        obstacles.add(
            "%s and %s are joined by a FORWARD edge and would get the parallelisms %d and %d; it must be one"
                .formatted(
                    graph.vertex(edge.from()).name(),
                    graph.vertex(edge.to()).name(),
                    wanted.get(edge.from()),
                    wanted.get(edge.to())));
      }
    }
    return obstacles;
  }

  /** Two that differ already keep what they were given: Flink was told so by the job itself. */
  private static boolean parts(JobGraph graph, JobEdge edge, Map<OperatorId, Integer> wanted) {
    boolean joined =
        graph.vertex(edge.from()).parallelism() == graph.vertex(edge.to()).parallelism();
    return joined && !wanted.get(edge.from()).equals(wanted.get(edge.to()));
  }
}
