package io.conttune.benchmark.simulator.job;

import static io.conttune.benchmark.simulator.workload.TestWorkloads.MAP;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SINK;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SOURCE;

import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.TestWorkloads;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.ContractCluster;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.JobRunsContract;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RedeployerContract;
import io.conttune.core.rescale.RunFailure;
import io.conttune.core.rescale.SchedulerRescale;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

/** The simulated cluster does what every other does. */
class SimulatedClusterTest {
  @Nested
  final class Runs extends JobRunsContract {
    private final ContractCluster cluster = new Simulated();

    @Override
    protected ContractCluster cluster() {
      return cluster;
    }
  }

  @Nested
  final class Redeploys extends RedeployerContract {
    private final ContractCluster cluster = new Simulated();

    @Override
    protected ContractCluster cluster() {
      return cluster;
    }
  }

  /** One job, begun anew whenever another one is to run; a second passes with every look. */
  private static final class Simulated implements ContractCluster {
    private Instant now = Instant.EPOCH;
    private SimulatedJob job;
    private SimulatedCluster cluster;

    Simulated() {
      start(2, "0");
    }

    private void start(int parallelism, String jobId) {
      Workload line = TestWorkloads.line(List.of(1.0));
      job =
          new SimulatedJob(
              line,
              RatePlan.of(List.of(1.0), Duration.ofDays(1)),
              Disturbances.of(1),
              span -> {},
              jobId,
              Map.of(SOURCE, 1, MAP, parallelism, SINK, 1));
      cluster = new SimulatedCluster(job);
    }

    /** Passes every call on to whatever cluster there is by then. */
    private final class Client implements JobRuns, Redeployer {
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
      public Optional<RunFailure> lastFailure(String jobId) {
        return cluster.lastFailure(jobId);
      }

      @Override
      public Optional<SchedulerRescale> schedulerRescale(String jobId, Instant since) {
        return cluster.schedulerRescale(jobId, since);
      }

      @Override
      public Optional<Map<OperatorId, ParallelismRange>> requirements(String jobId) {
        return cluster.requirements(jobId);
      }

      @Override
      public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges) {
        return cluster.change(jobId, ranges);
      }
    }

    @Override
    public JobRuns newRuns() {
      return new Client();
    }

    @Override
    public Redeployer newRedeployer() {
      return new Client();
    }

    @Override
    public String runningJob(int parallelism) {
      String jobId = UUID.randomUUID().toString().replace("-", "");
      start(parallelism, jobId);
      now = Instant.ofEpochSecond(1);
      job.advanceTo(now);
      return jobId;
    }

    @Override
    public OperatorId vertex() {
      return MAP;
    }

    @Override
    public Launch launch(int parallelism) {
      return SimulatedCluster.launch(Map.of(SOURCE, 1, MAP, parallelism, SINK, 1));
    }

    @Override
    public Launch failingLaunch() {
      return SimulatedCluster.launch(Map.of(new OperatorId("stranger"), 1));
    }

    @Override
    public String cause() {
      return "the launch sets [stranger]";
    }

    @Override
    public String jobName() {
      return job.workload().name();
    }

    @Override
    public String savepointDirectory() {
      return "file:///simulated";
    }
  }
}
