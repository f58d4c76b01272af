package io.conttune.core.graph;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user's name for a job vertex: its id, its name as Flink shows it, or the name of one operator
 * within its chain.
 *
 * <p>The counter that the SQL planner puts into a name may differ from that of the running job, or
 * be left out: {@code GroupAggregate} and {@code GroupAggregate[3]} both select {@code
 * GroupAggregate[11]}. In a job of SQL with several such operators a counter tells nothing, so none
 * is selected: at the next start it may be that of another one.
 *
 * @param key as it stands in the YAML file
 */
public record OperatorSelector(String key) {
  public OperatorSelector {
    Require.text("operator key", key);
  }

  /** The vertex of this graph that is meant. */
  public Match in(JobGraph graph) {
    List<JobVertex> matches = matches(graph);
    return switch (matches.size()) {
      case 0 ->
          new Match.None(
              "no job vertex has the id or an operator named \"%s\"; there are %s"
                  .formatted(key, described(graph.vertices())));
      case 1 -> new Match.One(matches.get(0).id());
      default ->
          new Match.Several(
              "several job vertices have an operator named \"%s\": %s; name one by its id%s"
                  .formatted(
                      key,
                      described(matches),
                      new OperatorName(key).hasCounter()
                          ? ", because the number in brackets is another one after each start"
                          : ""));
    };
  }

  private List<JobVertex> matches(JobGraph graph) {
    OperatorId id = new OperatorId(key);
    if (graph.contains(id)) {
      return List.of(graph.vertex(id));
    }
    List<JobVertex> exact = having(graph, vertex -> names(vertex).anyMatch(key::equals));
    OperatorName name = new OperatorName(key);
    if (!exact.isEmpty() && !(name.hasCounter() && isPlannedFromSql(graph))) {
      return exact;
    }
    return having(
        graph,
        vertex ->
            names(vertex)
                .map(other -> new OperatorName(other).withoutCounter())
                .anyMatch(name.withoutCounter()::equals));
  }

  private static Stream<String> names(JobVertex vertex) {
    return Stream.concat(Stream.of(vertex.name()), vertex.operators().stream());
  }

  private static List<JobVertex> having(JobGraph graph, Predicate<JobVertex> property) {
    return graph.vertices().stream().filter(property).toList();
  }

  /** In a job of another API some vertex has no counter, whatever names its author has chosen. */
  private static boolean isPlannedFromSql(JobGraph graph) {
    return graph.vertices().stream()
        .allMatch(
            vertex ->
                vertex.operators().stream().anyMatch(name -> new OperatorName(name).hasCounter()));
  }

  private static String described(List<JobVertex> vertices) {
    return vertices.stream()
        .map(
            vertex ->
                vertex.operators().stream()
                    .map(name -> '"' + name + '"')
                    .collect(Collectors.joining(", ", "", " (" + vertex.id() + ")")))
        .collect(Collectors.joining("; "));
  }

  /** The result of a selection. */
  public sealed interface Match {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<One, R, X> one, Case<NotOne, R, X> notOne) throws X;

    /** One vertex. */
    record One(OperatorId id) implements Match {
      public One {
        Objects.requireNonNull(id, "id");
      }

      @Override
      public <R, X extends Exception> R match(Case<One, R, X> one, Case<NotOne, R, X> notOne)
          throws X {
        return one.of(this);
      }
    }

    /** Not one vertex; the reason lists the candidates. */
    sealed interface NotOne extends Match {
      /** For a person. */
      String reason();

      @Override
      default <R, X extends Exception> R match(Case<One, R, X> one, Case<NotOne, R, X> notOne)
          throws X {
        return notOne.of(this);
      }
    }

    /** No vertex: the job may look different from what the file was written for. */
    record None(String reason) implements NotOne {
      public None {
        Objects.requireNonNull(reason, "reason");
      }
    }

    /** Several vertices: the file must say which. */
    record Several(String reason) implements NotOne {
      public Several {
        Objects.requireNonNull(reason, "reason");
      }
    }
  }
}
