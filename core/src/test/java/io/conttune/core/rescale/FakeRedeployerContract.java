package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Optional;

/** The contract, for the fake and for what stands before it. */
public abstract class FakeRedeployerContract extends RedeployerContract {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String FAILING = "failing";

  private final FakeRedeployer cluster =
      new FakeRedeployer(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));

  protected FakeRedeployerContract() {
    cluster.refuse(
        launch ->
            launch.jarId().equals(FAILING)
                ? Optional.of("main threw " + cause())
                : Optional.empty());
  }

  /** What is under test, with this cluster behind it. */
  protected abstract Redeployer clientOf(FakeRedeployer behind);

  /** The cluster behind it. */
  protected FakeRedeployer cluster() {
    return cluster;
  }

  @Override
  protected Redeployer newClient() {
    return clientOf(cluster);
  }

  @Override
  protected String runningJob(int parallelism) {
    String jobId = newId();
    cluster.running(jobId, Map.of(COUNT, parallelism));
    return jobId;
  }

  @Override
  protected OperatorId vertex() {
    return COUNT;
  }

  @Override
  protected Launch launch(int parallelism) {
    return Launches.jar("jar", String.valueOf(parallelism));
  }

  @Override
  protected Launch failingLaunch() {
    return Launches.jar(FAILING, "3");
  }

  @Override
  protected String cause() {
    return "no such table";
  }

  @Override
  protected String jobName() {
    return "job";
  }

  @Override
  protected String savepointDirectory() {
    return "file:/savepoints";
  }
}
