package io.conttune.core.identity;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The difference between two graphs of one job, apart from parallelism. Vertices are compared by
 * id: those that were recognised under another id must have been given it before.
 *
 * @see Recognition#now(JobGraph)
 * @param sentences one of each vertex that is new, gone or another, for a person
 * @param comparability whether what was learnt of the job as a whole still holds
 */
public record TopologyChange(List<String> sentences, Comparability comparability) {
  public TopologyChange {
    sentences = List.copyOf(sentences);
  }

  /** The result of comparing the operators of two graphs. */
  public enum Comparability {
    /** All observations are comparable. */
    SAME,
    /** Some vertices are new, gone or another. */
    DIFFERENT
  }

  /** Compares {@code former} with the graph of the job now. */
  public static TopologyChange between(JobGraph former, JobGraph now) {
    if (former.equals(now)) {
      return new TopologyChange(List.of(), Comparability.SAME);
    }
    List<String> sentences = new ArrayList<>();
    Map<List<String>, JobVertex> gone = byNamesOnlyIn(former, now);
    Map<List<String>, JobVertex> added = byNamesOnlyIn(now, former);
    boolean same = true;
    for (JobVertex vertex : now.vertices()) {
      if (!former.contains(vertex.id())) {
        same = false;
        sentences.add(isNew(vertex, gone));
      } else if (!shape(former, vertex).equals(shape(now, vertex))) {
        same = false;
        sentences.add(
            described(vertex)
                + " has changed ("
                + difference(former, now, vertex)
                + "): its observations start fresh");
      } else {
        maxParallelism(former.vertex(vertex.id()), vertex)
            .map(text -> described(vertex) + " has another " + text)
            .ifPresent(sentences::add);
      }
    }
    for (JobVertex vertex : former.vertices()) {
      if (!now.contains(vertex.id()) && !added.containsKey(vertex.operatorsWithoutCounters())) {
        sentences.add(described(vertex) + " is gone");
      }
    }
    same &= former.vertices().size() == now.vertices().size();
    return new TopologyChange(sentences, same ? Comparability.SAME : Comparability.DIFFERENT);
  }

  private static String isNew(JobVertex vertex, Map<List<String>, JobVertex> gone) {
    return Optional.ofNullable(gone.get(vertex.operatorsWithoutCounters()))
        .map(
            other ->
                "%s may be what had the id %s, but that is not certain: its observations start fresh"
                    .formatted(described(vertex), other.id()))
        .orElseGet(() -> described(vertex) + " is new: nothing is known of it yet");
  }

  /**
   * The vertices of a graph whose ids another graph lacks, by the names of their operators; of one
   * name the first.
   */
  private static Map<List<String>, JobVertex> byNamesOnlyIn(JobGraph graph, JobGraph other) {
    return graph.vertices().stream()
        .filter(vertex -> !other.contains(vertex.id()))
        .collect(
            Collectors.toMap(
                JobVertex::operatorsWithoutCounters, vertex -> vertex, (first, next) -> first));
  }

  private static OperatorShape shape(JobGraph graph, JobVertex vertex) {
    return OperatorShape.of(graph, vertex.id());
  }

  private static String difference(JobGraph former, JobGraph now, JobVertex vertex) {
    OperatorShape before = shape(former, vertex);
    OperatorShape after = shape(now, vertex);
    List<String> parts = new ArrayList<>();
    if (!before.operators().equals(after.operators())) {
      parts.add("operators %s, now %s".formatted(before.operators(), after.operators()));
    }
    if (!before.inputs().equals(after.inputs())) {
      parts.add(
          "inputs %s, now %s"
              .formatted(names(former, before.inputs()), names(now, after.inputs())));
    }
    maxParallelism(former.vertex(vertex.id()), vertex).ifPresent(parts::add);
    return String.join("; ", parts);
  }

  private static Optional<String> maxParallelism(JobVertex before, JobVertex after) {
    return before.maxParallelism().equals(after.maxParallelism())
        ? Optional.empty()
        : Optional.of(
            "max parallelism: %s, now %s"
                .formatted(text(before.maxParallelism()), text(after.maxParallelism())));
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : "unknown";
  }

  private static List<String> names(JobGraph graph, List<OperatorId> ids) {
    return ids.stream().map(id -> graph.vertex(id).name()).toList();
  }

  private static String described(JobVertex vertex) {
    return "job vertex '%s' (%s)".formatted(vertex.name(), vertex.id());
  }
}
