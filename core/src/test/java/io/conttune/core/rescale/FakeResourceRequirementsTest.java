package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import java.util.Map;

/** The fake keeps the contract, so that what is tested against it also holds on a cluster. */
final class FakeResourceRequirementsTest extends ResourceRequirementsContract {
  private final FakeRedeployer cluster = new FakeRedeployer(launch -> Map.of());

  @Override
  protected ResourceRequirements requirements() {
    return cluster.requirements();
  }

  @Override
  protected String askingJob() {
    String jobId = RedeployerContract.newId();
    cluster.runningAdaptively(
        jobId,
        Map.of(
            new OperatorId("source"),
            new ParallelismRange(1, 1),
            new OperatorId("count"),
            new ParallelismRange(1, 2)));
    return jobId;
  }
}
