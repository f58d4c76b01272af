package io.conttune.controller.lease;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.DeploymentReply;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.Deployments;

/**
 * Changes deployments only while the lease is held; a change throws as {@link FencedRedeployer}
 * does.
 *
 * @param platform whose deployments are changed
 * @param lease under which they may be
 */
public record FencedDeployments(Deployments platform, JobLease lease) implements Deployments {
  @Override
  public DeploymentSighting look(DeploymentName name) throws FlinkUnavailableException {
    return platform.look(name);
  }

  @Override
  public DeploymentReply change(
      DeploymentName name, DeploymentParallelism from, DeploymentParallelism to)
      throws FlinkUnavailableException {
    lease.confirm();
    return platform.change(name, from, to);
  }
}
