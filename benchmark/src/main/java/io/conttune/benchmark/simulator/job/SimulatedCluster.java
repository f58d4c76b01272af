package io.conttune.benchmark.simulator.job;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlan.Patience;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.RunFailure;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.SchedulerRescale;
import io.conttune.core.rescale.StateFinder;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cluster of one simulated job. A stop is complete at once, and so is a launch but for the
 * restart's downtime. Nothing fails but launched runs, as often as the workload says.
 */
public final class SimulatedCluster
    implements RescalePlanner, JobRuns, Redeployer, StateFinder, SavepointDisposer {
  private static final String DIRECTORY = "file:///simulated";
  private static final CaptureChoice CAPTURE =
      new CaptureChoice(
          Capture.SAVEPOINT, Optional.empty(), "the restart takes the same time anyway");
  private static final Patience PATIENCE =
      new Patience(Duration.ofDays(1), Duration.ZERO, Duration.ofSeconds(10), Duration.ZERO);

  private final SimulatedJob job;
  private final Map<String, JobCondition.Present> ended = new HashMap<>();
  private final Map<String, String> savepoints = new HashMap<>();

  /** The cluster on which this job runs. */
  public SimulatedCluster(SimulatedJob job) {
    this.job = job;
  }

  @Override
  public Planning plan(
      JobSnapshot seen, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards) {
    Map<OperatorId, Integer> former = seen.graph().parallelism();
    return new Planning.Planned(
        new RescalePlan(
            seen.jobName(),
            seen.jobId(),
            rescale.step(),
            former,
            rescale.parallelism(),
            new Rescaling.Restart(
                CAPTURE,
                DIRECTORY,
                Optional.empty(),
                Checkpoints.NONE,
                Replay.SHOWS,
                launch(former),
                launch(rescale.parallelism())),
            stateAfterwards,
            PATIENCE));
  }

  /** A simulated job has no file that a person could correct. */
  @Override
  public Optional<RescaleEntry> corrected(RescaleEntry rescale, JobGraph graph) {
    return Optional.empty();
  }

  static Launch launch(Map<OperatorId, Integer> parallelism) {
    List<String> arguments =
        parallelism.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList();
    return new Launch.Jar(
        "simulated.jar",
        Optional.empty(),
        Optional.empty(),
        arguments,
        Map.of(),
        UnclaimedState.REFUSE);
  }

  private static Map<OperatorId, Integer> parallelism(Launch.Jar launch) {
    return launch.arguments().stream()
        .map(argument -> argument.split("=", 2))
        .collect(Collectors.toMap(a -> new OperatorId(a[0]), a -> Integer.valueOf(a[1])));
  }

  @Override
  public StopProgress stop(String jobId, String triggerId, String savepointDirectory) {
    if (savepoints.containsKey(triggerId)) {
      return new StopProgress.Completed(savepoints.get(triggerId));
    }
    if (!isLive(jobId)) {
      return new StopProgress.Failed("job " + jobId + " does not run");
    }
    String savepoint = savepointDirectory + "/" + triggerId;
    savepoints.put(triggerId, savepoint);
    end(jobId, JobState.FINISHED, Optional.of(savepoint));
    return new StopProgress.Completed(savepoint);
  }

  @Override
  public Submission submit(LaunchRequest request) {
    Submission accepted = new Submission.Accepted(request.jobId());
    return condition(request.jobId())
        .match(absent -> start(request.jobId(), request.launch()), present -> accepted);
  }

  private Submission start(String jobId, Launch launch) {
    return launch.match(
        jar -> start(jobId, parallelism(jar)),
        client -> new Submission.Refused("a simulated cluster takes no job graphs"),
        command -> new Submission.Refused("a simulated cluster starts no commands"));
  }

  private Submission start(String jobId, Map<OperatorId, Integer> wanted) {
    if (!wanted.keySet().equals(job.deployment().parallelism().keySet())) {
      return new Submission.Refused(
          "the launch sets %s, but the job has the operators %s"
              .formatted(wanted.keySet(), job.deployment().parallelism().keySet()));
    }
    job.redeploy(jobId, wanted);
    return new Submission.Accepted(jobId);
  }

  @Override
  public void cancel(String jobId) {
    if (isLive(jobId)) {
      end(jobId, JobState.CANCELED, Optional.empty());
    }
  }

  private boolean isLive(String jobId) {
    return job.deployment().jobId().equals(jobId) && !ended.containsKey(jobId);
  }

  private void end(String jobId, JobState state, Optional<String> savepoint) {
    ended.put(jobId, present(state, Subtasks.ALL_UP, savepoint));
    job.halt();
  }

  @Override
  public JobCondition condition(String jobId) {
    if (isLive(jobId) && job.hasFailed()) {
      end(jobId, JobState.FAILED, Optional.empty());
    }
    if (ended.containsKey(jobId)) {
      return ended.get(jobId);
    }
    if (!isLive(jobId)) {
      return new JobCondition.Absent();
    }
    return job.isUp()
        ? present(JobState.RUNNING, Subtasks.ALL_UP, Optional.empty())
        : present(JobState.TRANSITIONAL, Subtasks.NOT_ALL_UP, Optional.empty());
  }

  private JobCondition.Present present(
      JobState state, Subtasks subtasks, Optional<String> savepoint) {
    return new JobCondition.Present(
        state,
        subtasks,
        job.deployment().parallelism(),
        Optional.of(job.deployment().upAt()),
        state.isTerminal() ? Optional.of(job.now()) : Optional.empty(),
        Optional.empty(),
        savepoint,
        Optional.empty(),
        Optional.of(job.now()));
  }

  @Override
  public Optional<Instant> allUpSince(String jobId) {
    return isLive(jobId) && job.isUp() ? Optional.of(job.deployment().upAt()) : Optional.empty();
  }

  /** Its jobs never fail. */
  @Override
  public Optional<RunFailure> lastFailure(String jobId) {
    return Optional.empty();
  }

  /** Its jobs have no adaptive scheduler. */
  @Override
  public Optional<SchedulerRescale> schedulerRescale(String jobId, Instant since) {
    return Optional.empty();
  }

  /** Its jobs are redeployed only. */
  @Override
  public Optional<Map<OperatorId, ParallelismRange>> requirements(String jobId) {
    return Optional.empty();
  }

  @Override
  public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges) {
    return new ChangeReply.Refused("a simulated cluster rescales no job in place");
  }

  /** Nothing is ever forgotten here. */
  @Override
  public SearchResult newest(RescaleEntry entry) {
    return new SearchResult.Nothing();
  }

  @Override
  public Disposal dispose(String path) {
    return new Disposal.Gone();
  }

  @Override
  public Optional<String> restoredFrom(String jobId) {
    return Optional.empty();
  }
}
