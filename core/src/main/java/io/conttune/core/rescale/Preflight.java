package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import java.util.List;

/** Port: looks for what would make a rescale fail, while the job still runs. */
public interface Preflight {
  /**
   * Examines a plan without changing anything on the cluster.
   *
   * @param graph the job as it runs
   * @return one sentence per obstacle, each saying what to do about it; empty if there is none
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  List<String> obstacles(RescalePlan plan, JobGraph graph) throws FlinkUnavailableException;
}
