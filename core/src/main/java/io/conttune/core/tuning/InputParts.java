package io.conttune.core.tuning;

import io.conttune.core.Require;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The parts into which the input of an operator is divided: the key groups of a keyed edge, or the
 * partitions of a source. Each part belongs to one subtask as a whole. So N parts on p subtasks
 * give the busiest ⌈N/p⌉ of them, and p subtasks do as much as N / ⌈N/p⌉ that share evenly.
 *
 * @param number of the parts, at least 1; empty for an input that can be divided at will
 */
public record InputParts(OptionalInt number) {
  /** An input that can be divided at will. */
  public static final InputParts ANY = new InputParts(OptionalInt.empty());

  public InputParts {
    number.ifPresent(parts -> Require.atLeast("number of parts", 1, parts));
  }

  /** So many parts. */
  public static InputParts of(int number) {
    return new InputParts(OptionalInt.of(number));
  }

  /**
   * The parts of the input of every operator of a job. A consumer on a FORWARD edge gets what its
   * producer's subtasks have.
   */
  public static Map<OperatorId, InputParts> ofEach(JobGraph graph, Limits limits) {
    Map<OperatorId, InputParts> known = new HashMap<>();
    // Every producer comes before its consumers, so the parts that a consumer takes over are known.
    for (JobVertex vertex : graph.vertices()) {
      known.put(
          vertex.id(),
          limits
              .partitionsOf(vertex.id())
              .map(InputParts::of)
              .orElseGet(() -> ofEdges(vertex, graph, known)));
    }
    return known;
  }

  private static InputParts ofEdges(
      JobVertex vertex, JobGraph graph, Map<OperatorId, InputParts> producers) {
    OptionalInt keyGroups = vertex.maxParallelism();
    for (JobEdge input : graph.inputsOf(vertex.id())) {
      if (input.strategy() == ShipStrategy.HASH && keyGroups.isPresent()) {
        return new InputParts(keyGroups);
      }
      if (input.strategy() == ShipStrategy.FORWARD) {
        return producers.get(input.from());
      }
    }
    return ANY;
  }

  /** The number of subtasks that, sharing evenly, do as much as these: at most as many. */
  public double effective(int parallelism) {
    if (number.isEmpty()) {
      return parallelism;
    }
    int parts = number.getAsInt();
    int ofBusiest = (int) (((long) parts + parallelism - 1) / parallelism);
    return (double) parts / ofBusiest;
  }

  /** The share of its subtasks that counts: {@link #effective} over the parallelism, at most 1. */
  public double evenness(int parallelism) {
    return effective(parallelism) / parallelism;
  }

  /**
   * The least parallelism that does as much as this one. Between the two, more subtasks bring
   * nothing.
   */
  public int leastAsGood(int parallelism) {
    if (number.isEmpty()) {
      return parallelism;
    }
    int parts = number.getAsInt();
    int ofBusiest = (int) (((long) parts + parallelism - 1) / parallelism);
    return (parts + ofBusiest - 1) / ofBusiest;
  }
}
