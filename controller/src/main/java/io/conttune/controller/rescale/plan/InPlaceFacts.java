package io.conttune.controller.rescale.plan;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.ParallelismRange;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts that decide whether a job can be rescaled in place.
 *
 * @param asked the parallelism that the job asks its scheduler for, of every vertex; empty if it
 *     cannot ask
 * @param slots that the job needs and finds
 * @param checkpoints of the job
 */
record InPlaceFacts(
    Optional<Map<OperatorId, ParallelismRange>> asked,
    SlotCount slots,
    CheckpointFacts checkpoints) {
  InPlaceFacts {
    asked = asked.map(Map::copyOf);
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(checkpoints, "checkpoints");
  }

  /** Probes the scheduler of a running job. */
  static InPlaceFacts read(
      JobRuns runs, JobSnapshot job, SlotCount slots, CheckpointFacts checkpoints)
      throws FlinkUnavailableException {
    return new InPlaceFacts(runs.requirements(job.jobId()), slots, checkpoints);
  }
}
