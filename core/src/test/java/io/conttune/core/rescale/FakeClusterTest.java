package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

/** The fake keeps the contracts, so that what is tested against it also holds on a cluster. */
final class FakeClusterTest {
  @Nested
  final class Runs extends JobRunsContract {
    private final ContractCluster cluster = new FakeContractCluster(UnaryOperator.identity());

    @Override
    protected ContractCluster cluster() {
      return cluster;
    }
  }

  @Nested
  final class Redeploys extends RedeployerContract {
    private final ContractCluster cluster = new FakeContractCluster(UnaryOperator.identity());

    @Override
    protected ContractCluster cluster() {
      return cluster;
    }
  }

  @Nested
  final class RescalesInPlace extends AdaptiveSchedulerContract {
    private final FakeCluster cluster = new FakeCluster(launch -> Map.of());

    @Override
    protected JobRuns runs() {
      return cluster;
    }

    @Override
    protected Redeployer redeployer() {
      return cluster;
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
}
