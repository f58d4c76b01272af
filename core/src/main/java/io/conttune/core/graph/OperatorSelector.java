package io.conttune.core.graph;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A user's name for a job vertex: its id, or by the name of one operator within its chain.
 *
 * @param key as it stands in the YAML file
 */
public record OperatorSelector(String key) {
  public OperatorSelector {
    Require.text("operator key", key);
  }

  /** The vertex of this graph that is meant. */
  public Match in(JobGraph graph) {
    List<JobVertex> matches = graph.vertices().stream().filter(this::selects).toList();
    return switch (matches.size()) {
      case 0 ->
          new Match.None(
              "no job vertex has the id or an operator named \"%s\"; there are %s"
                  .formatted(key, described(graph.vertices())));
      case 1 -> new Match.One(matches.get(0).id());
      default ->
          new Match.Several(
              "several job vertices have an operator named \"%s\": %s; name one by its id"
                  .formatted(key, described(matches)));
    };
  }

  private boolean selects(JobVertex vertex) {
    return vertex.id().value().equals(key) || vertex.operators().contains(key);
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
