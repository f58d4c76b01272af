package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.NoShrinkConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.time.SteadyClock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks Flink for the signs of pressure that a job's owner has named. Not thread-safe. */
public final class RestShrinkVetoes implements ShrinkVetoes {
  private final FlinkRest rest;
  private final NoShrinkConfig config;
  private final TaskManagerPressure taskManagers;

  /** Vetoes for one job of the cluster that this client reaches. */
  public RestShrinkVetoes(FlinkRest rest, NoShrinkConfig config, SteadyClock clock) {
    this.rest = rest;
    this.config = Objects.requireNonNull(config, "config");
    this.taskManagers = new TaskManagerPressure(rest, clock);
  }

  @Override
  public Answer against(JobSnapshot job, Map<OperatorId, Integer> wanted)
      throws FlinkUnavailableException {
    ShrinkFindings findings = new ShrinkFindings();
    if (config.asksTaskManagers()) {
      taskManagers.find(config, job, findings);
    }
    if (config.asksCheckpoints()) {
      Optional<CheckpointPressure> checkpoints =
          CheckpointPressure.read(rest, job.jobId(), findings);
      if (checkpoints.isPresent()) {
        checkpoints.get().find(config, findings);
        if (config.stateAbove().isPresent()) {
          checkpoints.get().findState(rest, config.stateAbove().get(), job, wanted, findings);
        }
      }
    }
    return findings.answer();
  }
}
