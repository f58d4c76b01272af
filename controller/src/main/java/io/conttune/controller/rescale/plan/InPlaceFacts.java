package io.conttune.controller.rescale.plan;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.ParallelismRange;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts that decide whether a job can be rescaled in place.
 *
 * @param asked what the job asks its scheduler for, of every vertex; empty if it cannot ask
 * @param slots that the job holds or that are free
 * @param checkpoints of the job
 */
record InPlaceFacts(
    Optional<Map<OperatorId, ParallelismRange>> asked, int slots, CheckpointFacts checkpoints) {
  InPlaceFacts {
    asked = asked.map(Map::copyOf);
    Objects.requireNonNull(checkpoints, "checkpoints");
  }

  /** Probes the scheduler of a running job. */
  static InPlaceFacts read(JobRuns runs, JobSnapshot job, CheckpointFacts checkpoints)
      throws FlinkUnavailableException {
    return new InPlaceFacts(
        runs.requirements(job.jobId()), ownSlots(job) + job.slots().available(), checkpoints);
  }

  /** The slots that a job holds if all its vertices share them. */
  private static int ownSlots(JobSnapshot job) {
    return job.graph().vertices().stream()
        .filter(vertex -> job.samples().get(vertex.id()).state() != VertexState.FINISHED)
        .mapToInt(JobVertex::parallelism)
        .max()
        .orElse(0);
  }
}
