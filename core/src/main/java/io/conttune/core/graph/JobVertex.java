package io.conttune.core.graph;

import io.conttune.core.Require;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A job vertex: a chain of operators that Flink deploys with one parallelism.
 *
 * @param id its id
 * @param name its name as Flink shows it, for example {@code Source: lines -> parse}
 * @param operators the names of the chained operators, head first
 * @param parallelism number of subtasks, at least 1
 * @param maxParallelism the number of key groups, a bound of the parallelism; empty where Flink
 *     does not tell (before 1.13)
 */
public record JobVertex(
    OperatorId id,
    String name,
    List<String> operators,
    int parallelism,
    OptionalInt maxParallelism) {
  /** The largest number of key groups that Flink can have. */
  public static final int LARGEST_PARALLELISM = 1 << 15;

  public JobVertex {
    Objects.requireNonNull(id, "id");
    Require.text("name of job vertex " + id, name);
    operators = List.copyOf(operators);
    Require.atLeast("parallelism of " + name, 1, parallelism);
    maxParallelism.ifPresent(max -> Require.atLeast("max parallelism of " + name, 1, max));
  }

  /** The names of the chained operators without the counters of the SQL planner, head first. */
  public List<String> operatorsWithoutCounters() {
    return operators.stream().map(name -> new OperatorName(name).withoutCounter()).toList();
  }

  /** The same vertex under another id. */
  public JobVertex withId(OperatorId other) {
    return new JobVertex(other, name, operators, parallelism, maxParallelism);
  }

  /** The same vertex with another parallelism. */
  public JobVertex withParallelism(int other) {
    return new JobVertex(id, name, operators, other, maxParallelism);
  }
}
