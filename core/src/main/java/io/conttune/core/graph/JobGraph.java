package io.conttune.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The directed acyclic graph of a job's vertices. Vertices are kept in topological order, sources
 * first, so that whoever walks {@link #vertices()} meets every producer before its consumers.
 *
 * <p>A class rather than a record, because it keeps its vertices and edges by id too: a job of SQL
 * may have more than a thousand, and each is looked up several times per look at the job.
 */
public final class JobGraph {
  private final List<JobVertex> vertices;
  private final List<JobEdge> edges;
  private final Map<OperatorId, JobVertex> byId;
  private final Map<OperatorId, List<JobEdge>> inputs;
  private final Map<OperatorId, List<JobEdge>> outputs;
  private final List<JobVertex> sources;
  private final Map<OperatorId, Integer> parallelism;

  /**
   * Sorts the vertices topologically.
   *
   * @throws IllegalArgumentException if there is no vertex, an id stands twice, an edge names an
   *     unknown vertex, or the edges form a cycle
   */
  public JobGraph(List<JobVertex> vertices, List<JobEdge> edges) {
    this.edges = List.copyOf(edges);
    this.byId = byId(vertices);
    requireKnown(this.edges, byId);
    this.inputs = by(JobEdge::to, this.edges);
    this.outputs = by(JobEdge::from, this.edges);
    this.vertices = List.copyOf(sorted());
    this.sources = this.vertices.stream().filter(vertex -> isSource(vertex.id())).toList();
    this.parallelism = Collections.unmodifiableMap(parallelism(this.vertices));
  }

  /** The vertices in topological order. */
  public List<JobVertex> vertices() {
    return vertices;
  }

  /** The edges in the order in which they were given. */
  public List<JobEdge> edges() {
    return edges;
  }

  /**
   * The vertex with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public JobVertex vertex(OperatorId id) {
    return Optional.ofNullable(byId.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no job vertex " + id + " in this graph"));
  }

  /** Whether a vertex with this id exists. */
  public boolean contains(OperatorId id) {
    return byId.containsKey(id);
  }

  /** The edges that end at this vertex. */
  public List<JobEdge> inputsOf(OperatorId id) {
    return inputs.getOrDefault(id, List.of());
  }

  /** The edges that begin at this vertex. */
  public List<JobEdge> outputsOf(OperatorId id) {
    return outputs.getOrDefault(id, List.of());
  }

  /** Whether this vertex has no input. */
  public boolean isSource(OperatorId id) {
    return !inputs.containsKey(id);
  }

  /** The vertices without input. */
  public List<JobVertex> sources() {
    return sources;
  }

  /** Parallelism of every vertex, in topological order. */
  public Map<OperatorId, Integer> parallelism() {
    return parallelism;
  }

  private static Map<OperatorId, Integer> parallelism(List<JobVertex> vertices) {
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

  /** The same graph under other ids. */
  public JobGraph withIds(UnaryOperator<OperatorId> other) {
    return new JobGraph(
        vertices.stream().map(vertex -> vertex.withId(other.apply(vertex.id()))).toList(),
        edges.stream()
            .map(
                edge ->
                    new JobEdge(other.apply(edge.from()), other.apply(edge.to()), edge.strategy()))
            .toList());
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof JobGraph graph
            && vertices.equals(graph.vertices)
            && edges.equals(graph.edges));
  }

  @Override
  public int hashCode() {
    return Objects.hash(vertices, edges);
  }

  @Override
  public String toString() {
    return "JobGraph[vertices=%s, edges=%s]".formatted(vertices, edges);
  }

  private static Map<OperatorId, List<JobEdge>> by(
      Function<JobEdge, OperatorId> end, List<JobEdge> edges) {
    return edges.stream().collect(Collectors.groupingBy(end, Collectors.toUnmodifiableList()));
  }

  private static Map<OperatorId, JobVertex> byId(List<JobVertex> vertices) {
    if (vertices.isEmpty()) {
      throw new IllegalArgumentException("a job graph needs at least one job vertex");
    }
    Map<OperatorId, JobVertex> byId = new LinkedHashMap<>();
    for (JobVertex vertex : vertices) {
      if (byId.put(vertex.id(), vertex) != null) {
        throw new IllegalArgumentException("job vertex " + vertex.id() + " stands twice");
      }
    }
    return byId;
  }

  private static void requireKnown(List<JobEdge> edges, Map<OperatorId, JobVertex> byId) {
    for (JobEdge edge : edges) {
      if (!byId.containsKey(edge.from()) || !byId.containsKey(edge.to())) {
        throw new IllegalArgumentException(
            "an edge joins %s and %s, of which one is no job vertex of this graph"
                .formatted(edge.from(), edge.to()));
      }
    }
  }

  /** Kahn's algorithm; among vertices that are free at the same time the given order is kept. */
  private List<JobVertex> sorted() {
    Map<OperatorId, Integer> openInputs = new HashMap<>();
    inputs.forEach((id, edgesOfIt) -> openInputs.put(id, edgesOfIt.size()));
    Deque<OperatorId> free = new ArrayDeque<>();
    byId.keySet().stream().filter(id -> !openInputs.containsKey(id)).forEach(free::add);
    List<JobVertex> order = new ArrayList<>();
    while (!free.isEmpty()) {
      OperatorId id = free.remove();
      order.add(byId.get(id));
      for (JobEdge edge : outputs.getOrDefault(id, List.of())) {
        if (openInputs.merge(edge.to(), -1, Integer::sum) == 0) {
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
