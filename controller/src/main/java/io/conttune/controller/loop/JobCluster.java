package io.conttune.controller.loop;

import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.JarOnDisk;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.rescale.StateFinder;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The ports through which a control loop looks at the cluster and acts on it.
 *
 * @param jar the file from which the job is launched; empty if it is launched otherwise
 * @param deployments that keep jobs running, where jobs are rescaled by those
 * @param vetoes tells what speaks against taking subtasks away
 * @param hook asks somebody else about plans of the tuner
 * @param restErrors counts the requests so far that got no reply of Flink, of all jobs that share
 *     the client
 */
public record JobCluster(
    JobMonitor monitor,
    RescalePlanner planner,
    JobRuns runs,
    Redeployer redeployer,
    StateFinder storage,
    SavepointDisposer savepoints,
    Optional<JarOnDisk> jar,
    Deployments deployments,
    ShrinkVetoes vetoes,
    PlanHook hook,
    LongSupplier restErrors) {
  /** A cluster about whose plans nobody is asked, and whose failures nobody counts. */
  public JobCluster(
      JobMonitor monitor,
      RescalePlanner planner,
      JobRuns runs,
      Redeployer redeployer,
      StateFinder storage,
      SavepointDisposer savepoints,
      Optional<JarOnDisk> jar) {
    this(
        monitor,
        planner,
        runs,
        redeployer,
        storage,
        savepoints,
        jar,
        Deployments.unreachable("this controller knows no deployments"),
        ShrinkVetoes.NONE,
        PlanHook.NONE,
        () -> 0);
  }
}
