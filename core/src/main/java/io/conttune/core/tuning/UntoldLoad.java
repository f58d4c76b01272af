package io.conttune.core.tuning;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.rates.SlowSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Recognises a job whose sources read as fast as they are let, and do not tell what waits for them.
 * However many subtasks it gets, its sources stay held up. So it must not take the last slots of a
 * cluster for a little more.
 */
public final class UntoldLoad {
  /** Says why a job with such a load is not enlarged by a little. */
  public static final String NOT_WORTH_IT =
      "its sources do not say what waits for them and are always held up, so there is no load to"
          + " fit; a redeployment for less than half as many subtasks more is not worth it";

  /** By which factor an operator must grow for a load that nobody tells. */
  private static final double WORTHWHILE = 1.5;

  private UntoldLoad() {}

  /** Returns whether no source of this job reports its backlog, and all of them are held up. */
  public static boolean isIn(JobGraph graph, JobMetrics metrics) {
    return graph.sources().stream()
        .map(source -> metrics.operators().get(source.id()))
        .filter(Objects::nonNull)
        .allMatch(source -> source.backlog().isEmpty() && !SlowSource.readsFreely(source));
  }

  /** Returns whether none of these vertices would get half as many subtasks more than it has. */
  public static boolean growsLittle(
      Collection<JobVertex> vertices, Map<OperatorId, Integer> enlarged) {
    return vertices.stream()
        .allMatch(vertex -> enlarged.get(vertex.id()) < WORTHWHILE * vertex.parallelism());
  }
}
