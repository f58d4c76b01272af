package io.conttune.benchmark.simulator.job;

import static io.conttune.benchmark.simulator.workload.TestWorkloads.MAP;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SINK;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SOURCE;

import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.TestWorkloads;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RedeployerContract;
import io.conttune.core.rescale.ResourceRequirements;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated cluster does what every other does; a second passes with every look. */
class SimulatedClusterTest extends RedeployerContract {
  private Instant now = Instant.EPOCH;
  private SimulatedJob job;
  private SimulatedCluster cluster;

  SimulatedClusterTest() {
    start(2, "0");
  }

  private void start(int parallelism, String jobId) {
    Workload line = TestWorkloads.line(List.of(1.0));
    job =
        new SimulatedJob(
            line,
            new RatePlan(List.of(1.0), Duration.ofDays(1)),
            Disturbances.of(1),
            span -> {},
            jobId,
            Map.of(SOURCE, 1, MAP, parallelism, SINK, 1));
    cluster = new SimulatedCluster(job);
  }

  /** Passes every call on to whatever cluster there is by then. */
  private final class Client implements Redeployer {
    @Override
    public StopProgress stop(String jobId, String triggerId, String savepointDirectory) {
      return cluster.stop(jobId, triggerId, savepointDirectory);
    }

    @Override
    public Submission submit(LaunchRequest request) {
      return cluster.submit(request);
    }

    @Override
    public void cancel(String jobId) {
      cluster.cancel(jobId);
    }

    @Override
    public JobCondition condition(String jobId) {
      now = now.plusSeconds(1);
      job.advanceTo(now);
      return cluster.condition(jobId);
    }

    @Override
    public Optional<Instant> allUpSince(String jobId) {
      return cluster.allUpSince(jobId);
    }

    @Override
    public ResourceRequirements requirements() {
      return cluster.requirements();
    }
  }

  @Override
  protected Redeployer newClient() {
    return new Client();
  }

  @Override
  protected String runningJob(int parallelism) throws FlinkUnavailableException {
    String jobId = newId();
    start(parallelism, jobId);
    now = Instant.ofEpochSecond(1);
    job.advanceTo(now);
    return jobId;
  }

  @Override
  protected OperatorId vertex() {
    return MAP;
  }

  @Override
  protected Launch launch(int parallelism) {
    return SimulatedCluster.launch(Map.of(SOURCE, 1, MAP, parallelism, SINK, 1));
  }

  @Override
  protected Launch failingLaunch() {
    return SimulatedCluster.launch(Map.of(new OperatorId("stranger"), 1));
  }

  @Override
  protected String cause() {
    return "the launch sets [stranger]";
  }

  @Override
  protected String jobName() {
    return job.workload().name();
  }

  @Override
  protected String savepointDirectory() {
    return "file:///simulated";
  }
}
