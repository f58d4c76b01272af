package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cluster in memory. A launch brings up the parallelism that {@code parallelismOf} reads from it;
 * a stop completes at its second call. What goes wrong is planted by the test.
 */
public final class FakeCluster implements JobRuns, Redeployer {
  private static final int LOOKS_AT_OLD_TIMES = 2;

  private final Map<String, Run> runs = new HashMap<>();
  private final Map<String, Run> forgotten = new HashMap<>();
  private final Map<String, String> savepointOfTrigger = new HashMap<>();
  private final Map<String, String> failedTriggers = new HashMap<>();
  private final Function<Launch.Jar, Map<OperatorId, Integer>> parallelismOf;
  private final List<String> calls = new ArrayList<>();
  private Function<Launch.Jar, Optional<String>> refusal = launch -> Optional.empty();
  private Function<Launch.Jar, Fate> fate = launch -> Fate.COMES_UP;
  private Optional<String> stopFailure = Optional.empty();
  private Optional<String> outage = Optional.empty();
  private boolean launchesAreClaimed = false;
  private boolean schedulerActs = true;
  private Optional<String> changeRefusal = Optional.empty();
  private Optional<String> changeOutage = Optional.empty();
  private boolean tellsEndsLate;
  private boolean losesAnswersToChanges = false;
  private boolean showsStopSavepoints = true;
  private boolean deletesCheckpoints = false;
  private JobState stateAfterStop = JobState.FINISHED;
  private long flinkTime = 1_000_000;

  /** The fate of a job that was accepted. */
  public enum Fate {
    COMES_UP,
    STAYS_SCHEDULED,
    FAILS_AT_ONCE
  }

  private static final class Run {
    JobState state = JobState.RUNNING;
    Subtasks subtasks = Subtasks.ALL_UP;
    Map<OperatorId, Integer> parallelism = Map.of();
    Instant runningSince = Instant.EPOCH;
    Optional<Instant> endedAt = Optional.empty();
    int looksSinceEnd = 0;
    Optional<Instant> upSince = Optional.empty();
    Optional<String> checkpoint = Optional.empty();
    Optional<String> stopSavepoint = Optional.empty();
    String startedFrom = "";
    Optional<CapturedState> restoredFrom = Optional.empty();
    boolean completedSince = false;
    Optional<Map<OperatorId, ParallelismRange>> ranges = Optional.empty();
    Optional<RunFailure> lastFailure = Optional.empty();
    List<SchedulerRescale> history = List.of();
  }

  public FakeCluster(Function<Launch.Jar, Map<OperatorId, Integer>> parallelismOf) {
    this.parallelismOf = parallelismOf;
  }

  /** A run is seen to have ended at once, and the time at which it did only at later looks. */
  public void tellEndsLate() {
    tellsEndsLate = true;
  }

  /** A job that runs already. */
  public void running(String jobId, Map<OperatorId, Integer> parallelism) {
    Run run = new Run();
    run.parallelism = parallelism;
    run.runningSince = tick();
    runs.put(jobId, run);
  }

  /** A job that runs already, on the adaptive scheduler; what it asks for is the upper bound. */
  public void runningAdaptively(String jobId, Map<OperatorId, ParallelismRange> ranges) {
    running(jobId, Map.of());
    Run run = runs.get(jobId);
    run.ranges = Optional.of(ranges);
    run.parallelism = upperBounds(ranges);
  }

  /**
   * Changes of what jobs ask for are accepted, and nothing comes of them. Otherwise a job that asks
   * has its upper bounds at once.
   */
  public void holdScheduler() {
    schedulerActs = false;
  }

  /** The scheduler gives a job what it asks for, by a restart within the run. */
  public void rescale(String jobId) {
    Run run = runs.get(jobId);
    Map<OperatorId, Integer> asked = upperBounds(run.ranges.orElseThrow());
    if (!asked.equals(run.parallelism)) {
      run.parallelism = asked;
      run.runningSince = tick();
      run.upSince = Optional.of(tick());
    }
  }

  private static Map<OperatorId, Integer> upperBounds(Map<OperatorId, ParallelismRange> ranges) {
    Map<OperatorId, Integer> result = new HashMap<>();
    ranges.forEach((id, range) -> result.put(id, range.upperBound()));
    return result;
  }

  /** Every change of what a job asks for is refused with this cause. */
  public void refuseChanges(String cause) {
    changeRefusal = Optional.of(cause);
  }

  /** Changes are accepted again. */
  public void acceptChanges() {
    changeRefusal = Optional.empty();
  }

  /** No change arrives; the caller is told this. */
  public void loseRequestsOfChanges(String cause) {
    changeOutage = Optional.of(cause);
  }

  /** The next change is made, but its answer does not arrive. */
  public void loseAnswerToNextChange() {
    losesAnswersToChanges = true;
  }

  /** Launches of which the function returns a cause are refused with it. */
  public void refuse(Function<Launch.Jar, Optional<String>> causes) {
    refusal = causes;
  }

  /** Launches are claimed before they begin, and bring jobs up under other ids than asked for. */
  public void claimLaunches() {
    launchesAreClaimed = true;
  }

  /** Decides what becomes of accepted launches. */
  public void fate(Function<Launch.Jar, Fate> fates) {
    fate = fates;
  }

  /** Every stop fails with this cause; the job goes on. */
  public void failStops(String cause) {
    stopFailure = Optional.of(cause);
  }

  /** Stops succeed again, but for those that have failed. */
  public void endFailureOfStops() {
    stopFailure = Optional.empty();
  }

  /** Every call fails until {@link #endOutage()}. */
  public void beginOutage(String message) {
    outage = Optional.of(message);
  }

  public void endOutage() {
    outage = Optional.empty();
  }

  /** The run completes a checkpoint. */
  public void checkpoint(String jobId, String path) {
    runs.get(jobId).checkpoint = Optional.of(path);
    runs.get(jobId).completedSince = true;
  }

  /** The checkpoints of a run are deleted when it ends. */
  public void deleteCheckpointsWithRuns() {
    deletesCheckpoints = true;
  }

  /** Some subtasks of the run are not up, or all of them are. */
  public void be(String jobId, Subtasks subtasks) {
    runs.get(jobId).subtasks = subtasks;
  }

  /** The run goes on from this state under another JobManager, which knows of no other. */
  public void recover(String jobId, CapturedState state) {
    runs.get(jobId).checkpoint = Optional.empty();
    runs.get(jobId).completedSince = false;
    runs.get(jobId).restoredFrom = Optional.of(state);
    failOver(jobId);
  }

  /** Runs that were stopped are shown without their savepoint, as out of a cache. */
  public void hideStopSavepoints() {
    showsStopSavepoints = false;
  }

  /** Every stop completes its savepoint, but fails the job. */
  public void failJobsThatStop() {
    stateAfterStop = JobState.FAILED;
  }

  /** The cluster has never heard of this run, as after a restart. */
  public void forget(String jobId) {
    forgotten.put(jobId, runs.remove(jobId));
  }

  /** The cluster knows a run again that it did not know for a while. */
  public void remember(String jobId) {
    runs.put(jobId, forgotten.remove(jobId));
  }

  /** The run reaches this state by itself. */
  public void reach(String jobId, JobState state) {
    end(runs.get(jobId), state);
  }

  /** The run has failed for this reason. */
  public void tellFailure(String jobId, RunFailure failure) {
    runs.get(jobId).lastFailure = Optional.of(failure);
  }

  /** The scheduler of the run tells these changes. */
  public void tellHistory(String jobId, SchedulerRescale... changes) {
    runs.get(jobId).history = List.of(changes);
  }

  /** The run fails over: it enters RUNNING anew. */
  public void failOver(String jobId) {
    runs.get(jobId).runningSince = tick();
  }

  /** Somebody rescales the run in place: it enters RUNNING anew, at this parallelism. */
  public void rescaleInPlace(String jobId, Map<OperatorId, Integer> parallelism) {
    runs.get(jobId).parallelism = parallelism;
    failOver(jobId);
  }

  /** All ids of jobs that were ever started or running. */
  public List<String> jobIds() {
    return List.copyOf(runs.keySet());
  }

  /** Ids of jobs that have not ended. */
  public List<String> liveJobIds() {
    return runs.entrySet().stream()
        .filter(entry -> !entry.getValue().state.isTerminal())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The state that a run was started from. */
  public String startedFrom(String jobId) {
    return runs.get(jobId).startedFrom;
  }

  /** The calls that changed something, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    failIfOut();
    if (stopFailure.isPresent()) {
      failedTriggers.put(triggerId, stopFailure.get());
    }
    String known = savepointOfTrigger.get(triggerId);
    Run run = runs.get(jobId);
    if (known == null && run != null && run.subtasks == Subtasks.NOT_ALL_UP) {
      failedTriggers.put(triggerId, "not all subtasks run");
    }
    if (failedTriggers.containsKey(triggerId)) {
      return new StopProgress.Failed(failedTriggers.get(triggerId));
    }
    if (known == null && (run == null || run.state.isTerminal())) {
      return new StopProgress.Failed("job " + jobId + " does not run");
    }
    if (known == null) {
      calls.add("stop " + jobId);
      savepointOfTrigger.put(triggerId, savepointDirectory + "/savepoint-" + triggerId);
      return new StopProgress.InProgress();
    }
    boolean endedOtherwise = run.state.isTerminal() && run.stopSavepoint.isEmpty();
    if (endedOtherwise) {
      return new StopProgress.Failed("the job has ended");
    }
    end(run, stateAfterStop);
    run.stopSavepoint = Optional.of(known);
    return new StopProgress.Completed(known);
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    failIfOut();
    if (launchesAreClaimed && request.claim().isEmpty()) {
      return new Submission.Claimed(
          new LaunchClaim("fake", Instant.EPOCH, Optional.of(runs.keySet()), Optional.empty()));
    }
    // As a command does, which starts the job under an id of Flink's choice.
    String jobId = launchesAreClaimed ? "given-" + request.jobId() : request.jobId();
    if (runs.containsKey(jobId)) {
      return new Submission.Accepted(jobId);
    }
    Launch.Jar launch = jar(request.launch());
    Optional<String> cause = refusal.apply(launch);
    if (cause.isPresent()) {
      return new Submission.Refused(cause.get());
    }
    calls.add("submit " + jobId);
    Run run = new Run();
    run.startedFrom = request.state().path();
    run.restoredFrom = Optional.of(request.state());
    run.parallelism = parallelismOf.apply(launch);
    run.runningSince = tick();
    Fate itsFate = fate.apply(launch);
    run.subtasks = itsFate == Fate.COMES_UP ? Subtasks.ALL_UP : Subtasks.NOT_ALL_UP;
    run.state = itsFate == Fate.FAILS_AT_ONCE ? JobState.FAILED : JobState.RUNNING;
    run.upSince = itsFate == Fate.COMES_UP ? Optional.of(tick()) : Optional.empty();
    runs.put(jobId, run);
    return new Submission.Accepted(jobId);
  }

  @Override
  public void cancel(String jobId) throws FlinkUnavailableException {
    failIfOut();
    Run run = runs.get(jobId);
    if (run != null && !run.state.isTerminal()) {
      calls.add("cancel " + jobId);
      end(run, JobState.CANCELED);
    }
  }

  @Override
  public JobCondition condition(String jobId) throws FlinkUnavailableException {
    failIfOut();
    Run run = runs.get(jobId);
    if (run == null) {
      return new Absent();
    }
    return new Present(
        run.state,
        run.subtasks,
        run.parallelism,
        Optional.of(run.runningSince),
        endedAt(run),
        run.checkpoint,
        run.stopSavepoint.filter(path -> showsStopSavepoints),
        run.restoredFrom.filter(state -> !run.completedSince),
        Optional.of(Instant.ofEpochMilli(flinkTime)));
  }

  @Override
  public Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException {
    failIfOut();
    return Optional.ofNullable(runs.get(jobId)).flatMap(run -> run.upSince);
  }

  @Override
  public Optional<RunFailure> lastFailure(String jobId) throws FlinkUnavailableException {
    failIfOut();
    return Optional.ofNullable(runs.get(jobId)).flatMap(run -> run.lastFailure);
  }

  @Override
  public Optional<SchedulerRescale> schedulerRescale(String jobId, Instant since)
      throws FlinkUnavailableException {
    failIfOut();
    return Optional.ofNullable(runs.get(jobId))
        .flatMap(run -> SchedulerRescale.foremost(run.history, since));
  }

  @Override
  public Optional<Map<OperatorId, ParallelismRange>> requirements(String jobId)
      throws FlinkUnavailableException {
    failIfOut();
    return Optional.ofNullable(runs.get(jobId))
        .filter(run -> !run.state.isTerminal())
        .flatMap(run -> run.ranges);
  }

  @Override
  public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
      throws FlinkUnavailableException {
    if (changeOutage.isPresent()) {
      throw new FlinkUnavailableException(changeOutage.get());
    }
    Optional<Map<OperatorId, ParallelismRange>> before = requirements(jobId);
    if (before.isEmpty()) {
      return new ChangeReply.Refused("job " + jobId + " cannot ask");
    }
    if (changeRefusal.isPresent() || !ranges.keySet().equals(before.get().keySet())) {
      return new ChangeReply.Refused(changeRefusal.orElse("missing job vertex"));
    }
    calls.add("change " + jobId);
    runs.get(jobId).ranges = Optional.of(Map.copyOf(ranges));
    if (schedulerActs) {
      rescale(jobId);
    }
    if (losesAnswersToChanges) {
      losesAnswersToChanges = false;
      throw new FlinkUnavailableException("the connection broke off");
    }
    return new ChangeReply.Accepted();
  }

  private static Launch.Jar jar(Launch launch) {
    return launch.match(
        jar -> jar,
        client -> {
          throw new IllegalArgumentException("this cluster launches jars, not " + client);
        },
        command -> {
          throw new IllegalArgumentException("this cluster launches jars, not " + command);
        });
  }

  private Optional<Instant> endedAt(Run run) {
    if (run.endedAt.isEmpty()) {
      return Optional.empty();
    }
    run.looksSinceEnd++;
    return tellsEndsLate && run.looksSinceEnd <= LOOKS_AT_OLD_TIMES
        ? Optional.empty()
        : run.endedAt;
  }

  private void end(Run run, JobState state) {
    run.state = state;
    run.endedAt = state.isTerminal() ? Optional.of(tick()) : Optional.empty();
    if (state.isTerminal() && deletesCheckpoints) {
      run.checkpoint = Optional.empty();
    }
  }

  private void failIfOut() throws FlinkUnavailableException {
    if (outage.isPresent()) {
      throw new FlinkUnavailableException(outage.get());
    }
  }

  /** Somebody sets the clock of the cluster forward. */
  public void setClockForward(Duration jump) {
    flinkTime += jump.toMillis();
  }

  private Instant tick() {
    return Instant.ofEpochMilli(flinkTime++);
  }
}
