package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Optional;

/** The fake keeps the contract, so that what is tested against it also holds on a cluster. */
final class FakeRedeployerTest extends RedeployerContract {
  private static final OperatorId COUNT = new OperatorId("count");
  private static final String FAILING = "failing";

  private final FakeRedeployer cluster =
      new FakeRedeployer(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));

  FakeRedeployerTest() {
    cluster.refuse(
        launch ->
            launch.jarId().equals(FAILING)
                ? Optional.of("main threw " + cause())
                : Optional.empty());
  }

  @Override
  protected Redeployer newClient() {
    return cluster;
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
