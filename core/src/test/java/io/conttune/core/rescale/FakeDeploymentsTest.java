package io.conttune.core.rescale;

final class FakeDeploymentsTest extends DeploymentsContract {
  private final FakeDeployments deployments = new FakeDeployments(SHOP, FORMER, "job-1");

  @Override
  protected Deployments deployments() {
    return deployments;
  }
}
