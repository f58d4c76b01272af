package io.conttune.core.identity;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a job was seen last.
 *
 * @param jobId Flink's id of that run
 * @param graph its vertices, edges and parallelism
 * @param rescaleId the controller's newest rescale of it then; what changes without another one is
 *     not the controller's doing
 * @param setElsewhereAt when it was seen that somebody else had set the parallelism; empty if it is
 *     the controller's, or the one at which the job was first seen
 */
public record SeenRun(
    String jobId, JobGraph graph, Optional<String> rescaleId, Optional<Instant> setElsewhereAt) {
  public SeenRun {
    Require.text("job id", jobId);
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(rescaleId, "rescaleId");
    Objects.requireNonNull(setElsewhereAt, "setElsewhereAt");
  }
}
