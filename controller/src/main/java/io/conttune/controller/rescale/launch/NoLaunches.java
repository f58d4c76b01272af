package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prepares no launch, for a job that only its operator starts. */
final class NoLaunches implements LaunchPlanner {
  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles) {
    obstacles.add("with launch: kubernetes the job is started by its operator, and not from here");
    return Optional.empty();
  }

  @Override
  public Optional<Launches> configured(
      RescalePlan rescale, Rescaling.Restart rescaling, JobGraph graph) {
    return Optional.empty();
  }
}
