package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Prepares how a job would be started again, and looks for what would make that fail. */
public interface LaunchPlanner {
  /** At the parallelism that the job has, and at the wanted one. */
  record Launches(Launch former, Launch wanted) {
    public Launches {
      Objects.requireNonNull(former, "former");
      Objects.requireNonNull(wanted, "wanted");
    }
  }

  /**
   * The launches, as far as they can be prepared.
   *
   * @param cluster its answer at {@code /config}
   * @param graph of the job as it runs
   * @param obstacles takes one sentence for each thing that would make the wanted launch fail
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Launches> launches(
      JsonNode cluster, JobGraph graph, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException;
}
