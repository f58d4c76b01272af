package io.conttune.core.identity;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Recognises the vertices of a job whose ids have changed. Flink derives the id of a vertex without
 * uid from its place in the whole job, and some versions from the counters of the SQL planner.
 *
 * <p>Two vertices are the same if their operators have the same names, counters left out, and they
 * read from the same vertices. Where several vertices are alike in that, the names of those that
 * read from them decide. Vertices that are alike in this too are not recognised: one must not be
 * taken for another.
 *
 * @param renamed the id now by the former id, of each vertex that was recognised under another id
 */
public record Recognition(Map<OperatorId, OperatorId> renamed) {
  public Recognition {
    renamed = Map.copyOf(renamed);
  }

  /** Compares {@code former} with the graph of the job now. */
  public static Recognition between(JobGraph former, JobGraph now) {
    Search search = new Search(former, now);
    // Each round recognises the vertices that read from those of the round before.
    boolean goesOn = search.round();
    while (goesOn) {
      goesOn = search.round();
    }
    return new Recognition(search.found);
  }

  /** The id now of the vertex with this former id; the same id if it was not renamed. */
  public OperatorId now(OperatorId former) {
    return renamed.getOrDefault(former, former);
  }

  /**
   * The same values by the ids now. What is known under an id that is no longer in use gives way.
   */
  public <V> Map<OperatorId, V> now(Map<OperatorId, V> former) {
    Map<OperatorId, V> result = new LinkedHashMap<>(former);
    renamed.forEach(
        (before, after) -> {
          if (former.containsKey(before)) {
            result.remove(before);
            result.put(after, former.get(before));
          }
        });
    return result;
  }

  /** The former graph with the ids now. */
  public JobGraph now(JobGraph former) {
    return renamed.isEmpty() ? former : former.withIds(this::now);
  }

  /** What was recognised, for a person; empty if every vertex has kept its id. */
  public Optional<String> sentence() {
    return renamed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "job vertices that are recognised under another id by their names and places, and keep what"
                + " was learnt of them: %d".formatted(renamed.size()));
  }

  /** The way from the vertices that have kept their ids to those that have not. */
  private static final class Search {
    private final JobGraph former;
    private final JobGraph now;
    private final Map<OperatorId, OperatorId> found = new HashMap<>();
    private final List<JobVertex> openFormer = new ArrayList<>();
    private final List<JobVertex> openNow = new ArrayList<>();

    Search(JobGraph former, JobGraph now) {
      this.former = former;
      this.now = now;
      former.vertices().stream().filter(v -> !now.contains(v.id())).forEach(openFormer::add);
      now.vertices().stream().filter(v -> !former.contains(v.id())).forEach(openNow::add);
    }

    /**
     * The names of a vertex's operators, the vertices it reads from and the names of its readers.
     */
    private record Place(
        List<String> operators, List<OperatorId> inputs, List<List<String>> readers) {}

    /** Whether any vertex was recognised. */
    boolean round() {
      Map<OperatorId, OperatorId> more = new HashMap<>(matched(false));
      if (more.isEmpty()) {
        more.putAll(matched(true));
      }
      found.putAll(more);
      openFormer.removeIf(vertex -> more.containsKey(vertex.id()));
      openNow.removeIf(vertex -> more.containsValue(vertex.id()));
      return !more.isEmpty();
    }

    private Map<OperatorId, OperatorId> matched(boolean byReaders) {
      Map<Place, List<JobVertex>> before =
          byPlace(openFormer, vertex -> formerPlace(vertex, byReaders));
      Map<Place, List<JobVertex>> after = byPlace(openNow, vertex -> placeNow(vertex, byReaders));
      Map<OperatorId, OperatorId> result = new HashMap<>();
      before.forEach(
          (place, vertices) -> {
            List<JobVertex> same = after.getOrDefault(place, List.of());
            if (vertices.size() == 1 && same.size() == 1) {
              result.put(vertices.get(0).id(), same.get(0).id());
            }
          });
      return result;
    }

    private static Map<Place, List<JobVertex>> byPlace(
        List<JobVertex> vertices, Function<JobVertex, Optional<Place>> place) {
      Map<Place, List<JobVertex>> result = new HashMap<>();
      for (JobVertex vertex : vertices) {
        place
            .apply(vertex)
            .ifPresent(at -> result.computeIfAbsent(at, key -> new ArrayList<>()).add(vertex));
      }
      return result;
    }

    /** Empty while one of the vertices that it reads from is not recognised. */
    private Optional<Place> formerPlace(JobVertex vertex, boolean byReaders) {
      List<OperatorId> inputs = inputs(former, vertex);
      boolean known = inputs.stream().allMatch(id -> found.containsKey(id) || now.contains(id));
      return known
          ? Optional.of(
              place(
                  former, vertex, inputs.stream().map(id -> found.getOrDefault(id, id)), byReaders))
          : Optional.empty();
    }

    private Optional<Place> placeNow(JobVertex vertex, boolean byReaders) {
      List<OperatorId> inputs = inputs(now, vertex);
      boolean known =
          inputs.stream().allMatch(id -> found.containsValue(id) || former.contains(id));
      return known ? Optional.of(place(now, vertex, inputs.stream(), byReaders)) : Optional.empty();
    }

    private static Place place(
        JobGraph graph, JobVertex vertex, Stream<OperatorId> inputs, boolean byReaders) {
      return new Place(
          vertex.operatorsWithoutCounters(),
          inputs.sorted().toList(),
          byReaders ? readers(graph, vertex) : List.of());
    }

    private static List<OperatorId> inputs(JobGraph graph, JobVertex vertex) {
      return graph.inputsOf(vertex.id()).stream().map(JobEdge::from).toList();
    }

    private static List<List<String>> readers(JobGraph graph, JobVertex vertex) {
      return graph.outputsOf(vertex.id()).stream()
          .map(edge -> graph.vertex(edge.to()).operatorsWithoutCounters())
          .sorted(Comparator.comparing(List::toString))
          .toList();
    }
  }
}
