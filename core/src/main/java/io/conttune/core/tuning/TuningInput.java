package io.conttune.core.tuning;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.history.History;
import io.conttune.core.metrics.JobMetrics;
import java.util.Objects;

/**
 * Everything that a decision depends on.
 *
 * @param graph the job as it runs
 * @param metrics of one window in which the graph did not change
 * @param history of the job's operators
 * @param limits of every vertex of the graph
 * @param state memory that the job's tuner returned last
 */
public record TuningInput(
    JobGraph graph, JobMetrics metrics, History history, Limits limits, TunerState state) {
  public TuningInput {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(state, "state");
    if (!limits.bounds().keySet().containsAll(graph.parallelism().keySet())) {
      throw new IllegalArgumentException("limits are missing for some job vertices");
    }
  }
}
