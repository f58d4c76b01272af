package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The fake as the cluster of a contract. */
public final class FakeContractCluster implements ContractCluster {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String FAILING = "failing";

  private final FakeCluster fake =
      new FakeCluster(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));
  private final UnaryOperator<Redeployer> before;

  /** The fake behind what {@code before} puts before it. */
  public FakeContractCluster(UnaryOperator<Redeployer> before) {
    this.before = before;
    fake.refuse(
        launch ->
            launch.jarId().equals(FAILING)
                ? Optional.of("main threw " + cause())
                : Optional.empty());
  }

  /** The cluster behind it. */
  public FakeCluster fake() {
    return fake;
  }

  @Override
  public JobRuns newRuns() {
    return fake;
  }

  @Override
  public Redeployer newRedeployer() {
    return before.apply(fake);
  }

  @Override
  public String runningJob(int parallelism) {
    String jobId = RedeployerContract.newId();
    fake.running(jobId, Map.of(COUNT, parallelism));
    return jobId;
  }

  @Override
  public OperatorId vertex() {
    return COUNT;
  }

  @Override
  public Launch launch(int parallelism) {
    return Launches.jar("jar", String.valueOf(parallelism));
  }

  @Override
  public Launch failingLaunch() {
    return Launches.jar(FAILING, "3");
  }

  @Override
  public String cause() {
    return "no such table";
  }

  @Override
  public String jobName() {
    return "job";
  }

  @Override
  public String savepointDirectory() {
    return "file:/savepoints";
  }
}
