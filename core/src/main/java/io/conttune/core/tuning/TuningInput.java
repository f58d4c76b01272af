package io.conttune.core.tuning;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.history.History;
import io.conttune.core.metrics.JobMetrics;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a decision depends on.
 *
 * @param graph the job as it runs
 * @param metrics of one window in which the graph did not change
 * @param history of the job's operators
 * @param limits of every vertex of the graph
 * @param state memory that the job's tuner returned last
 * @param pieces the same run in successive pieces, oldest first, at least one: as short as the
 *     counters allow, so that a change of the load falls into one of them. The oldest may lie
 *     before the window
 */
public record TuningInput(
    JobGraph graph,
    JobMetrics metrics,
    History history,
    Limits limits,
    TunerState state,
    List<JobMetrics> pieces) {
  public TuningInput {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(state, "state");
    pieces = List.copyOf(pieces);
    Require.atLeast("number of pieces", 1, pieces.size());
    if (!limits.bounds().keySet().containsAll(graph.parallelism().keySet())) {
      throw new IllegalArgumentException("limits are missing for some job vertices");
    }
  }

  /** The input of a window that is one piece. */
  public TuningInput(
      JobGraph graph, JobMetrics metrics, History history, Limits limits, TunerState state) {
    this(graph, metrics, history, limits, state, List.of(metrics));
  }
}
