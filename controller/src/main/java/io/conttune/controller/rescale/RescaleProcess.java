package io.conttune.controller.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleEntry.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A rescale as a resumable process. Each call makes at most one transition; the caller writes the
 * entry that it returns to the journal before the next call. Because the entry names what is about
 * to be done, and the ids under which it is done, the same call goes on after a crash at any point.
 *
 * <p>A job that does not come up is brought back at its former parallelism from the newest state
 * that any of its runs completed: to start from an older one would commit the sinks' transactions
 * twice.
 */
public final class RescaleProcess {
  private static final int LARGEST_BACKOFF = 32;

  private final InstantSource clock;

  /** A process that takes the time from this clock. */
  public RescaleProcess(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Does what the entry's stage is about to do, if it is time, and returns the entry as it stands
   * then; the same entry if there is nothing but to wait.
   *
   * @throws FlinkUnavailableException if the cluster did not answer; the entry stands as it was
   */
  public RescaleEntry advance(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    if (clock.instant().isBefore(entry.notBefore())) {
      return entry;
    }
    return switch (entry.stage()) {
      case PLANNED -> to(entry, Stage.STOPPING, "stop-with-savepoint is asked for");
      case STOPPING -> stop(entry, cluster);
      case STOPPED -> to(entry, Stage.SUBMITTING, "starts as job " + entry.launchedJobId());
      case SUBMITTING -> submit(entry, cluster);
      case SUBMITTED -> awaitRunning(entry, cluster);
      case RUNNING -> awaitSettled(entry, cluster);
      case ENDING -> end(entry, cluster);
      case VERIFIED, ROLLED_BACK, ABANDONED -> entry;
    };
  }

  private RescaleEntry stop(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    String jobId = entry.plan().jobId();
    // Looked at first: a job that has ended since must not be asked to stop, only be understood.
    if (!(cluster.condition(jobId) instanceof Present job)) {
      return ended(entry, "job " + jobId + " is no longer known to the cluster", Optional.empty());
    }
    if (job.state().isTerminal()) {
      return ended(entry, "job " + jobId + " is " + job.state(), Optional.of(job));
    }
    StopProgress progress =
        cluster.stop(jobId, entry.triggerId(), entry.plan().savepointDirectory());
    // Completed is not the end of it: the job must be seen in a terminal state by a later call.
    if (progress instanceof StopProgress.Completed completed && entry.statePath().isEmpty()) {
      return entry.from(completed.savepointPath());
    }
    if (progress instanceof StopProgress.Failed failed) {
      return stopFailed(entry, job, failed.cause());
    }
    return entry;
  }

  /** The job ended while it was to be stopped: by our savepoint, or by something else. */
  private RescaleEntry ended(RescaleEntry entry, String what, Optional<Present> job) {
    Optional<String> savepoint = entry.statePath().or(() -> job.flatMap(Present::stopSavepoint));
    boolean stopped = job.map(seen -> seen.state() == JobState.FINISHED).orElse(true);
    if (stopped && savepoint.isPresent()) {
      return to(entry.from(savepoint.get()), Stage.STOPPED, "stopped, state in " + savepoint.get());
    }
    Optional<String> checkpoint = job.flatMap(Present::newestCheckpoint);
    boolean failed = job.map(seen -> seen.state() == JobState.FAILED).orElse(false);
    if (failed && checkpoint.isPresent()) {
      return back(
          entry.from(checkpoint.get()),
          clock.instant(),
          what + " after its stop-with-savepoint; brought back from its newest checkpoint");
    }
    return to(
        entry,
        Stage.ABANDONED,
        what
            + " and no savepoint of this rescale is known; if the job should run, look below "
            + entry.plan().savepointDirectory());
  }

  private RescaleEntry stopFailed(RescaleEntry entry, Present job, String cause) {
    // A job that fails over after a failed stop is left to its own restart strategy.
    if (job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP) {
      return to(entry, Stage.ABANDONED, "no savepoint could be taken, the job goes on: " + cause);
    }
    return entry;
  }

  private RescaleEntry submit(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    String jobId = entry.launchedJobId();
    Submission answer = cluster.submit(jobId, entry.launch(), stateOf(entry));
    if (answer instanceof Submission.Refused refused) {
      return back(entry, backoff(entry), "the launch was refused: " + refused.cause());
    }
    return to(entry, Stage.SUBMITTED, "job " + jobId + " was accepted");
  }

  private static String stateOf(RescaleEntry entry) {
    return entry
        .statePath()
        .orElseThrow(
            () ->
                new IllegalStateException("rescale " + entry.id() + " has no state to start from"));
  }

  private RescaleEntry awaitRunning(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    JobCondition condition = cluster.condition(entry.launchedJobId());
    if (condition instanceof Present job) {
      if (job.state() == JobState.FINISHED) {
        return to(entry, finalStage(entry), "the job came up and has finished");
      }
      if (job.state().isTerminal()) {
        return to(entry, Stage.ENDING, "the job is " + job.state() + " before it came up");
      }
      if (job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP) {
        return cameUp(entry, job);
      }
    }
    if (waited(entry, entry.plan().patience().start())) {
      return to(
          entry, Stage.ENDING, "not all subtasks run after " + entry.plan().patience().start());
    }
    return entry;
  }

  private RescaleEntry cameUp(RescaleEntry entry, Present job) {
    if (!job.parallelism().equals(entry.parallelism())) {
      if (job.parallelism().equals(entry.plan().former())) {
        return to(
            entry,
            Stage.ROLLED_BACK,
            "the job runs, but at its former parallelism: the launch was not honoured");
      }
      return to(
          entry,
          Stage.ENDING,
          "the job runs at parallelism %s where %s was asked for"
              .formatted(job.parallelism(), entry.parallelism()));
    }
    return to(
        entry.runningSince(job.runningSince().orElse(clock.instant())),
        Stage.RUNNING,
        "all subtasks run at the parallelism asked for");
  }

  private RescaleEntry awaitSettled(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    if (!(cluster.condition(entry.launchedJobId()) instanceof Present job)) {
      return to(entry, Stage.ENDING, "the job vanished while it settled");
    }
    if (job.state() == JobState.FINISHED) {
      return to(entry, finalStage(entry), "the job came up and has finished");
    }
    boolean restarted = !job.runningSince().equals(entry.runningSince());
    if (job.state() != JobState.RUNNING || restarted) {
      return to(entry, Stage.ENDING, "the job failed while it settled");
    }
    return waited(entry, entry.plan().patience().settle())
        ? to(entry, finalStage(entry), "the job runs and has settled")
        : entry;
  }

  /** Brings the launched run to a confirmed end and starts over from the newest state there is. */
  private RescaleEntry end(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    JobCondition condition = cluster.condition(entry.launchedJobId());
    if (condition instanceof Absent) {
      return back(entry, backoff(entry), entry.note());
    }
    Present job = (Present) condition;
    if (!job.state().isTerminal()) {
      cluster.cancel(entry.launchedJobId());
      return entry;
    }
    RescaleEntry newest = job.newestCheckpoint().map(entry::from).orElse(entry);
    return back(newest, backoff(entry), entry.note());
  }

  private RescaleEntry back(RescaleEntry entry, Instant earliest, String why) {
    return entry.nextAttemptBack(clock.instant(), earliest, why);
  }

  /**
   * At once the first time, then after the retry time, doubled with every attempt up to a limit.
   */
  private Instant backoff(RescaleEntry entry) {
    if (entry.direction() == Direction.FORWARD) {
      return clock.instant();
    }
    long factor = Math.min(LARGEST_BACKOFF, 1L << Math.min(entry.attempt() - 1, 30));
    return clock.instant().plus(entry.plan().patience().retry().multipliedBy(factor));
  }

  private static Stage finalStage(RescaleEntry entry) {
    return entry.direction() == Direction.FORWARD ? Stage.VERIFIED : Stage.ROLLED_BACK;
  }

  private boolean waited(RescaleEntry entry, Duration patience) {
    return !clock.instant().isBefore(entry.stageSince().plus(patience));
  }

  private RescaleEntry to(RescaleEntry entry, Stage next, String what) {
    return entry.to(next, clock.instant(), what);
  }
}
