package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the job graph out of {@code /jobs/:id}: vertices as they run, edges as planned. */
public final class JobGraphReader {
  private JobGraphReader() {}

  /**
   * The graph of the job with this id, for example to read its parallelism back after a rescale.
   *
   * @throws FlinkUnavailableException if it is not there, or not in the form known from Flink
   */
  public static JobGraph read(FlinkRest flink, String jobId) throws FlinkUnavailableException {
    return read(JsonFields.of(flink.fetch("/jobs/" + jobId)));
  }

  static JobGraph read(JsonFields job) throws FlinkUnavailableException {
    Map<String, String> descriptions = new HashMap<>();
    // One object for each id: they are compared again and again.
    Map<String, OperatorId> ids = new HashMap<>();
    List<JobEdge> edges = new ArrayList<>();
    for (JsonFields node : job.object("plan").objects("nodes")) {
      OperatorId id = id(node, ids);
      descriptions.put(id.value(), node.node().path("description").asText(""));
      edges.addAll(inputs(node, id, ids));
    }
    List<JobVertex> vertices = new ArrayList<>();
    for (JsonFields vertex : job.objects("vertices")) {
      vertices.add(vertex(vertex, id(vertex, ids), descriptions));
    }
    return graph(job, vertices, edges);
  }

  private static JobGraph graph(JsonFields job, List<JobVertex> vertices, List<JobEdge> edges)
      throws FlinkUnavailableException {
    try {
      return new JobGraph(vertices, edges);
    } catch (IllegalArgumentException inconsistent) {
      throw new FlinkUnavailableException(
          job.origin() + " shows no usable job graph: " + inconsistent.getMessage(), inconsistent);
    }
  }

  private static OperatorId id(JsonFields of, Map<String, OperatorId> known)
      throws FlinkUnavailableException {
    return known.computeIfAbsent(of.text("id"), OperatorId::new);
  }

  private static List<JobEdge> inputs(JsonFields node, OperatorId to, Map<String, OperatorId> ids)
      throws FlinkUnavailableException {
    if (!node.has("inputs")) {
      return List.of();
    }
    List<JobEdge> edges = new ArrayList<>();
    for (JsonFields input : node.objects("inputs")) {
      ShipStrategy strategy = ShipStrategy.of(input.text("ship_strategy"));
      edges.add(new JobEdge(id(input, ids), to, strategy));
    }
    return edges;
  }

  private static JobVertex vertex(
      JsonFields vertex, OperatorId id, Map<String, String> descriptions)
      throws FlinkUnavailableException {
    String name = name(vertex, id.value());
    String description = descriptions.get(id.value());
    if (description == null) {
      throw vertex.unexpected("id", "the id of one of plan.nodes");
    }
    return new JobVertex(
        id,
        name,
        ChainNames.of(name, description),
        vertex.number("parallelism", 1),
        maxParallelism(vertex));
  }

  /** Flink lets an operator have a blank name; such a vertex is called by its id. */
  private static String name(JsonFields vertex, String id) {
    String name = vertex.node().path("name").asText("");
    return name.isBlank() ? "unnamed " + id.substring(0, Math.min(8, id.length())) : name;
  }

  /** Absent before 1.13, and not above 0 while Flink has not fixed it. */
  private static OptionalInt maxParallelism(JsonFields vertex) throws FlinkUnavailableException {
    if (!vertex.has("maxParallelism")) {
      return OptionalInt.empty();
    }
    int value = vertex.number("maxParallelism", Integer.MIN_VALUE);
    return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
  }
}
