package io.conttune.controller.loop;

import io.conttune.controller.loop.JobOutage.RunState;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.JobSighting.Ended;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.Optional;

/**
 * Follows the steps of one job's loop and knows whether the job is down, and since when. It reads
 * from the stores what happened before its first step. Not thread-safe.
 */
final class OutageWatch {
  /** The time in which a JobManager recovers a job, or a restart strategy brings it up again. */
  static final Duration RECOVERY = Duration.ofMinutes(1);

  private final String jobName;
  private final JobStores stores;
  private final ExpectedOutage expectations;
  private final JobRuns runs;
  private final RescaleAge age;
  private final SteadyClock clock;
  private Optional<JobOutage> outage = Optional.empty();
  private Optional<String> seenRun = Optional.empty();

  /** The rescale that had ended FAILED before the first step, until the job is seen. */
  private Optional<RescaleEntry> failedBefore = Optional.empty();

  /** The run that had failed by itself before the first step, until the job is seen. */
  private Optional<String> failedRun = Optional.empty();

  private boolean hasRecalled;
  private Optional<String> rescaleId = Optional.empty();
  private Duration expected = Duration.ZERO;

  OutageWatch(
      String jobName,
      JobStores stores,
      ExpectedOutage expectations,
      JobRuns runs,
      RescaleAge age,
      SteadyClock clock) {
    this.jobName = jobName;
    this.stores = stores;
    this.expectations = expectations;
    this.runs = runs;
    this.age = age;
    this.clock = clock;
  }

  /** The outage that goes on after the last step; empty if the job is up as far as is known. */
  Optional<JobOutage> outage() {
    return outage;
  }

  /** Goes on from the outage that the loop knew of before it lost its lease. */
  void goOnFrom(Optional<JobOutage> known) {
    outage = known;
  }

  /**
   * Reads, once and before the first step, how the job was left: as FAILED, or at work.
   *
   * @throws io.conttune.core.StoreUnavailableException if the stores cannot be read
   */
  void recall() {
    if (hasRecalled) {
      return;
    }
    Optional<RescaleEntry> newest = stores.journal().rescales(jobName, 1).stream().findFirst();
    Optional<SeenRun> seen = stores.seenRuns().seenRun(jobName);
    newest.ifPresent(age::know);
    failedBefore =
        newest
            .filter(entry -> entry.stage() == Stage.FAILED)
            .filter(entry -> seen.flatMap(SeenRun::rescaleId).filter(entry.id()::equals).isEmpty());
    Optional<Ended> end = seen.flatMap(SeenRun::end);
    boolean isEndedByWish = end.filter(ended -> ended.state() != JobState.FAILED).isPresent();
    seenRun = seenRun.or(() -> isEndedByWish ? Optional.empty() : seen.map(SeenRun::jobId));
    failedRun = end.filter(ended -> ended.state() == JobState.FAILED).map(Ended::jobId);
    outage =
        outage.filter(
            known ->
                known.match(
                    by -> newest.filter(entry -> isStillDownBy(entry, by)).isPresent(),
                    own -> true));
    hasRecalled = true;
  }

  private static boolean isStillDownBy(RescaleEntry newest, JobOutage.ByRescale known) {
    return newest.id().equals(known.entry().id()) && keepsJobDown(newest);
  }

  /**
   * Estimates a rescale before its step, so that no store is asked once the step has acted.
   *
   * @throws io.conttune.core.StoreUnavailableException if the journal cannot be read
   */
  void expect(RescaleEntry entry) {
    age.know(entry);
    if (!rescaleId.equals(Optional.of(entry.id()))) {
      expected = expectations.of(entry.plan()).limit();
      rescaleId = Optional.of(entry.id());
    }
  }

  /** Takes note of a step. */
  void see(StepOutcome outcome) {
    outage = outcome.accept(new OutageAfterStep());
  }

  private Optional<JobOutage> of(RescaleEntry entry, Optional<String> obstacle) {
    if (!keepsJobDown(entry)) {
      return Optional.empty();
    }
    boolean nobodyWillStartIt = entry.stage() == Stage.FAILED;
    return Optional.of(
        new JobOutage.ByRescale(
            entry, begin(entry), nobodyWillStartIt ? Duration.ZERO : expected, obstacle));
  }

  /**
   * True in the stages in which a rescale keeps the job from its work. While Flink rescales a job
   * in place, the job works on; while an operator restarts it, it does until it is seen down.
   */
  private static boolean keepsJobDown(RescaleEntry entry) {
    return switch (entry.stage()) {
      case STOPPING, STOPPED, SUBMITTING, SUBMITTED, ENDING, FAILED -> true;
      case REQUESTED -> isLeftToAnOperator(entry) && entry.timeline().down().isPresent();
      case PLANNED, REQUESTING, RUNNING, VERIFIED, ROLLED_BACK, ABANDONED -> false;
    };
  }

  private static boolean isLeftToAnOperator(RescaleEntry entry) {
    return entry.plan().rescaling().match(restart -> false, inPlace -> false, byDeployment -> true);
  }

  private Begin begin(RescaleEntry entry) {
    boolean wasUp = entry.timeline().up().isPresent();
    return outage
        .filter(last -> last.match(by -> by.entry().id().equals(entry.id()), own -> false))
        .map(JobOutage::begin)
        .orElseGet(() -> wasUp ? age.inStage(entry) : age.planned(entry));
  }

  private Optional<JobOutage> byItself(
      String jobId, RunState state, Duration expectedTime, String reason) {
    Begin begin =
        outage
            .filter(last -> last.match(by -> false, own -> true))
            .map(JobOutage::begin)
            .orElseGet(() -> Begin.now(clock));
    return Optional.of(new JobOutage.ByItself(jobId, state, begin, expectedTime, reason));
  }

  private Optional<JobOutage> notSeen(NotSeen sighting) {
    return sighting
        .cause()
        .match(
            noJob ->
                outage
                    .or(() -> failedBefore.flatMap(entry -> of(entry, Optional.empty())))
                    .or(() -> failedRun.flatMap(run -> failedAndForgotten(run, sighting)))
                    .or(() -> seenRun.flatMap(run -> vanished(run, sighting.reason()))),
            untunable -> outage,
            ended ->
                byFailedRescale(ended.jobId())
                    .or(
                        () ->
                            ended.state() == JobState.FAILED
                                ? failed(ended.jobId(), sighting)
                                : seenToEnd()),
            several -> Optional.empty());
  }

  private Optional<JobOutage> vanished(String run, String reason) {
    return byItself(
        run,
        RunState.FORGOTTEN,
        RECOVERY,
        "the cluster no longer knows run " + run + ": " + reason);
  }

  private Optional<JobOutage> failedAndForgotten(String run, NotSeen sighting) {
    String reason = "run %s has FAILED, and the cluster no longer knows it: %s";
    return byItself(
        run, RunState.FORGOTTEN, Duration.ZERO, reason.formatted(run, sighting.reason()));
  }

  /**
   * The outage by a rescale that ended as FAILED and caused the end of this run: its entry says
   * more than the cluster does.
   */
  private Optional<JobOutage> byFailedRescale(String jobId) {
    return outage
        .filter(last -> last.match(by -> by.entry().concerns(jobId), own -> false))
        .or(
            () ->
                failedBefore
                    .filter(entry -> entry.concerns(jobId))
                    .flatMap(entry -> of(entry, Optional.empty())));
  }

  private Optional<JobOutage> failed(String jobId, NotSeen sighting) {
    return byItself(
        jobId, RunState.FAILED, Duration.ZERO, withLastFailure(jobId, sighting.reason()));
  }

  /** The job was cancelled, or its input has ended: that is no outage. */
  private Optional<JobOutage> seenToEnd() {
    seenRun = Optional.empty();
    failedBefore = Optional.empty();
    failedRun = Optional.empty();
    return Optional.empty();
  }

  private Optional<JobOutage> seen(JobSnapshot snapshot) {
    boolean wasUp = seenRun.equals(Optional.of(snapshot.jobId()));
    if (snapshot.isUp()) {
      seenRun = Optional.of(snapshot.jobId());
      failedBefore = Optional.empty();
      failedRun = Optional.empty();
      return Optional.empty();
    }
    return wasUp
        ? byItself(
            snapshot.jobId(),
            RunState.RESTARTING,
            RECOVERY,
            withLastFailure(snapshot.jobId(), notUp(snapshot)))
        : outage;
  }

  private String withLastFailure(String jobId, String reason) {
    try {
      return runs.lastFailure(jobId)
          .map(
              failure ->
                  "%s; its last failure, at %s by Flink's clock: %s"
                      .formatted(reason, failure.at(), failure.reason()))
          .orElse(reason);
    } catch (FlinkUnavailableException e) {
      // The outage is reported without the failure; the next step asks Flink again.
      return reason;
    }
  }

  /** The slots are told because too few of them are the usual reason. */
  private static String notUp(JobSnapshot snapshot) {
    return "run %s %s; the cluster has %d slots, %d of them free"
        .formatted(
            snapshot.jobId(),
            snapshot.state() == JobState.RUNNING
                ? "is RUNNING, but not all of its subtasks are"
                : "restarts",
            snapshot.slots().total(),
            snapshot.slots().available());
  }

  private final class OutageAfterStep implements StepOutcome.Visitor<Optional<JobOutage>> {
    @Override
    public Optional<JobOutage> unreachable(StepOutcome.Unreachable outcome) {
      return outcome.rescale().isPresent()
          ? of(outcome.rescale().get(), Optional.of(outcome.message()))
          : outage;
    }

    @Override
    public Optional<JobOutage> waiting(StepOutcome.Waiting outcome) {
      return notSeen(outcome.sighting());
    }

    @Override
    public Optional<JobOutage> changed(StepOutcome.Changed outcome) {
      return seen(outcome.snapshot());
    }

    @Override
    public Optional<JobOutage> measuring(StepOutcome.Measuring outcome) {
      return seen(outcome.snapshot());
    }

    @Override
    public Optional<JobOutage> misfit(StepOutcome.Misfit outcome) {
      return seen(outcome.snapshot());
    }

    @Override
    public Optional<JobOutage> observed(StepOutcome.Observed outcome) {
      return seen(outcome.snapshot());
    }

    @Override
    public Optional<JobOutage> decided(StepOutcome.Decided outcome) {
      return seen(outcome.snapshot());
    }

    @Override
    public Optional<JobOutage> lateLaunch(StepOutcome.LateLaunch outcome) {
      return outage;
    }

    @Override
    public Optional<JobOutage> rescaling(StepOutcome.Rescaling outcome) {
      return of(outcome.after(), Optional.empty());
    }

    @Override
    public Optional<JobOutage> tidied(StepOutcome.Tidied outcome) {
      return outage;
    }
  }
}
