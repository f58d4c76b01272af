package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.rescale.plan.DeploymentRescalePlanner;
import io.conttune.controller.rescale.plan.JarLaunchChoice;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JobParallelism;
import java.util.Optional;

/**
 * Tells which vertices the launch of a job can only give one parallelism: with {@code launch:
 * uniform}, or {@code auto} where that is uniform, those that follow the job; with {@code launch:
 * kubernetes} the same where Flink ignores overrides. Not thread-safe.
 */
public final class LaunchedParallelism implements JobParallelism {
  private final LaunchConfig launch;
  private final FlinkRest rest;
  private final FollowingVertices following;

  /** A cluster can only be upgraded while none of its jobs runs. */
  private Optional<KnownRun> known = Optional.empty();

  private record KnownRun(String jobId, boolean isUniform) {}

  /**
   * What this launch of one job can do.
   *
   * @param rest the job's cluster
   * @param following tells which vertices follow the job
   */
  public LaunchedParallelism(LaunchConfig launch, FlinkRest rest, FollowingVertices following) {
    this.launch = launch;
    this.rest = rest;
    this.following = following;
  }

  @Override
  public Optional<Followers> followers(JobSnapshot job) throws FlinkUnavailableException {
    if (known.filter(run -> run.jobId().equals(job.jobId())).isEmpty()) {
      known = Optional.of(new KnownRun(job.jobId(), isUniform()));
    }
    return known.get().isUniform() ? following.followers(job) : Optional.empty();
  }

  private boolean isUniform() throws FlinkUnavailableException {
    return launch.match(
        this::isUniformJar,
        command -> false,
        own -> false,
        deployment ->
            !DeploymentRescalePlanner.honoursOverrides(
                rest.fetch("/config").text("flink-version")));
  }

  private boolean isUniformJar(JarLaunchConfig jar) throws FlinkUnavailableException {
    String version =
        JarLaunchChoice.dependsOnVersion(jar) ? rest.fetch("/config").text("flink-version") : "";
    return JarLaunchChoice.of(jar, version).launch().method() == LaunchMethod.UNIFORM;
  }
}
