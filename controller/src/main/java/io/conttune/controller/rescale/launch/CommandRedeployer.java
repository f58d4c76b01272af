package io.conttune.controller.rescale.launch;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.ResourceRequirements;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.time.Instant;
import java.util.Optional;

/** A cluster whose jobs may also be started by commands of the user's. */
public final class CommandRedeployer implements Redeployer {
  private final Redeployer cluster;
  private final CommandLauncher commands;

  /** The cluster behind {@code cluster}, on which {@code commands} start jobs. */
  public CommandRedeployer(Redeployer cluster, CommandLauncher commands) {
    this.cluster = cluster;
    this.commands = commands;
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    return request.launch() instanceof Launch.Command command
        ? commands.submit(request, command)
        : cluster.submit(request);
  }

  @Override
  public StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    return cluster.stop(jobId, triggerId, savepointDirectory);
  }

  @Override
  public void cancel(String jobId) throws FlinkUnavailableException {
    cluster.cancel(jobId);
  }

  @Override
  public JobCondition condition(String jobId) throws FlinkUnavailableException {
    return cluster.condition(jobId);
  }

  @Override
  public Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException {
    return cluster.allUpSince(jobId);
  }

  @Override
  public ResourceRequirements requirements() {
    return cluster.requirements();
  }
}
