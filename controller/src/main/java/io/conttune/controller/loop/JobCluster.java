package io.conttune.controller.loop;

import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.rescale.JarOnDisk;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.StateFinder;
import java.util.Optional;

/**
 * The ports through which a control loop looks at the cluster and acts on it.
 *
 * @param jar the file from which the job is launched; empty if it is launched otherwise
 * @param hook asks somebody else about plans of the tuner
 */
public record JobCluster(
    JobMonitor monitor,
    RescalePlanner planner,
    JobRuns runs,
    Redeployer redeployer,
    StateFinder storage,
    SavepointDisposer savepoints,
    Optional<JarOnDisk> jar,
    PlanHook hook) {
  /** A cluster about whose plans nobody is asked. */
  public JobCluster(
      JobMonitor monitor,
      RescalePlanner planner,
      JobRuns runs,
      Redeployer redeployer,
      StateFinder storage,
      SavepointDisposer savepoints,
      Optional<JarOnDisk> jar) {
    this(monitor, planner, runs, redeployer, storage, savepoints, jar, PlanHook.NONE);
  }
}
