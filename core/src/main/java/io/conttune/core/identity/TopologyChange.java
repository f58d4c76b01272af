package io.conttune.core.identity;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The difference between two graphs of one job, apart from parallelism.
 *
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
    List<String> sentences = new ArrayList<>();
    boolean same = true;
    for (JobVertex vertex : now.vertices()) {
      if (!former.contains(vertex.id())) {
        same = false;
        sentences.add(isNew(vertex, former, now));
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
      if (!now.contains(vertex.id()) && sameName(vertex, former, now).isEmpty()) {
        sentences.add(described(vertex) + " is gone");
      }
    }
    same &= former.vertices().size() == now.vertices().size();
    return new TopologyChange(sentences, same ? Comparability.SAME : Comparability.DIFFERENT);
  }

  private static String isNew(JobVertex vertex, JobGraph former, JobGraph now) {
    return sameName(vertex, now, former)
        .map(
            other ->
                "%s had the id %s, so it has another uid: its observations start fresh"
                    .formatted(described(vertex), other.id()))
        .orElseGet(() -> described(vertex) + " is new: nothing is known of it yet");
  }

  /** The vertex of the other graph that has this name, where neither graph has this one's id. */
  private static Optional<JobVertex> sameName(JobVertex vertex, JobGraph own, JobGraph other) {
    return other.vertices().stream()
        .filter(candidate -> candidate.name().equals(vertex.name()))
        .filter(candidate -> !own.contains(candidate.id()))
        .findFirst();
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
