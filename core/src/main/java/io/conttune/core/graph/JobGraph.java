package io.conttune.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directed acyclic graph of a job's vertices. Vertices are kept in topological order, sources
 * first, so that whoever walks {@link #vertices()} meets every producer before its consumers.
 */
public record JobGraph(List<JobVertex> vertices, List<JobEdge> edges) {
  /**
   * Sorts the vertices topologically.
   *
   * @throws IllegalArgumentException if there is no vertex, an id stands twice, an edge names an
   *     unknown vertex, or the edges form a cycle
   */
  public JobGraph {
    edges = List.copyOf(edges);
    vertices = List.copyOf(topologicalOrder(vertices, edges));
  }

  /**
   * The vertex with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public JobVertex vertex(OperatorId id) {
    return vertices.stream()
        .filter(vertex -> vertex.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no job vertex " + id + " in this graph"));
  }

  /** Whether a vertex with this id exists. */
  public boolean contains(OperatorId id) {
    return vertices.stream().anyMatch(vertex -> vertex.id().equals(id));
  }

  /** The edges that end at this vertex. */
  public List<JobEdge> inputsOf(OperatorId id) {
    return edges.stream().filter(edge -> edge.to().equals(id)).toList();
  }

  /** The edges that begin at this vertex. */
  public List<JobEdge> outputsOf(OperatorId id) {
    return edges.stream().filter(edge -> edge.from().equals(id)).toList();
  }

  /** Whether this vertex has no input. */
  public boolean isSource(OperatorId id) {
    return inputsOf(id).isEmpty();
  }

  /** The vertices without input. */
  public List<JobVertex> sources() {
    return vertices.stream().filter(vertex -> isSource(vertex.id())).toList();
  }

  /** Parallelism of every vertex, in topological order. */
  public Map<OperatorId, Integer> parallelism() {
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    vertices.forEach(vertex -> result.put(vertex.id(), vertex.parallelism()));
    return result;
  }

  /** The same graph with these parallelisms; vertices that are not named keep theirs. */
  public JobGraph withParallelism(Map<OperatorId, Integer> parallelism) {
    List<JobVertex> changed =
        vertices.stream()
            .map(v -> v.withParallelism(parallelism.getOrDefault(v.id(), v.parallelism())))
            .toList();
    return new JobGraph(changed, edges);
  }

  private static List<JobVertex> topologicalOrder(List<JobVertex> vertices, List<JobEdge> edges) {
    if (vertices.isEmpty()) {
      throw new IllegalArgumentException("a job graph needs at least one job vertex");
    }
    Map<OperatorId, JobVertex> byId = new LinkedHashMap<>();
    for (JobVertex vertex : vertices) {
      if (byId.put(vertex.id(), vertex) != null) {
        throw new IllegalArgumentException("job vertex " + vertex.id() + " stands twice");
      }
    }
    Map<OperatorId, Integer> openInputs = new HashMap<>();
    for (JobEdge edge : edges) {
      if (!byId.containsKey(edge.from()) || !byId.containsKey(edge.to())) {
        throw new IllegalArgumentException(
            "an edge joins %s and %s, of which one is no job vertex of this graph"
                .formatted(edge.from(), edge.to()));
      }
      openInputs.merge(edge.to(), 1, Integer::sum);
    }
    return sorted(byId, edges, openInputs);
  }

  /** Kahn's algorithm; among vertices that are free at the same time the given order is kept. */
  private static List<JobVertex> sorted(
      Map<OperatorId, JobVertex> byId, List<JobEdge> edges, Map<OperatorId, Integer> openInputs) {
    Deque<OperatorId> free = new ArrayDeque<>();
    byId.keySet().stream().filter(id -> !openInputs.containsKey(id)).forEach(free::add);
    List<JobVertex> order = new ArrayList<>();
    while (!free.isEmpty()) {
      OperatorId id = free.remove();
      order.add(byId.get(id));
      for (JobEdge edge : edges) {
        if (edge.from().equals(id) && openInputs.merge(edge.to(), -1, Integer::sum) == 0) {
          free.add(edge.to());
        }
      }
    }
    if (order.size() < byId.size()) {
      throw new IllegalArgumentException("the edges of the job graph form a cycle");
    }
    return order;
  }
}
