package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Prepares how a job would be started again, and looks for what would make that fail. */
public interface LaunchPlanner {
  /**
   * The two launches of a rescale.
   *
   * @param former at the parallelism that the job has
   * @param wanted at the wanted one
   * @param notes what a person should know of them, a sentence each
   */
  record Launches(Launch former, Launch wanted, List<String> notes) {
    public Launches {
      Objects.requireNonNull(former, "former");
      Objects.requireNonNull(wanted, "wanted");
      notes = List.copyOf(notes);
    }
  }

  /**
   * The launches, as far as they can be prepared.
   *
   * @param cluster its answer at {@code /config}
   * @param job as it runs
   * @param obstacles takes one sentence for each thing that would make the wanted launch fail
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException;

  /**
   * The launches of a rescale that is under way as the configuration makes them now, with the jars
   * of the rescale where it has any.
   *
   * @param graph the job as it ran before the rescale
   * @param rescaling the launches of the rescale
   * @return empty if the configuration does not fit the job
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Launches> configured(RescalePlan rescale, Rescaling.Restart rescaling, JobGraph graph)
      throws FlinkUnavailableException;
}
