package io.conttune.controller.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StopProgress;
import java.util.Optional;

/** The stages of a rescale up to the moment when the old run has ended and its state is known. */
final class StopStages {
  private final Transitions next;

  StopStages(Transitions next) {
    this.next = next;
  }

  /** Nothing was done yet, and nothing is done to a job that has gone since it was measured. */
  RescaleEntry begin(RescaleEntry entry, Redeployer cluster) throws FlinkUnavailableException {
    String jobId = entry.plan().jobId();
    JobCondition condition = cluster.condition(jobId);
    if (condition instanceof Present job && !job.state().isTerminal()) {
      return next.to(entry, Stage.STOPPING, "stop-with-savepoint is asked for");
    }
    String what = condition instanceof Present job ? "is " + job.state() : "is no longer known";
    return next.to(entry, Stage.ABANDONED, "job " + jobId + " " + what + "; nothing was done");
  }

  RescaleEntry stop(RescaleEntry entry, Redeployer cluster) throws FlinkUnavailableException {
    // Looked at first: a job that has ended since must not be asked to stop, only be understood.
    if (!(cluster.condition(entry.plan().jobId()) instanceof Present job)) {
      return entry
          .statePath()
          .map(savepoint -> stopped(entry, savepoint))
          .orElseGet(() -> lost(entry, "is no longer known to the cluster"));
    }
    return switch (job.state()) {
      case RUNNING, TRANSITIONAL -> stopRunning(entry, job, cluster);
      case FINISHED -> stopFinished(entry, job, cluster);
      case FAILED -> stopKilled(entry, job);
      // A stop never ends so: somebody wants the job to be gone.
      case CANCELED -> lost(entry, "is CANCELED");
    };
  }

  private RescaleEntry stopRunning(RescaleEntry entry, Present job, Redeployer cluster)
      throws FlinkUnavailableException {
    StopProgress progress = askToStop(entry, cluster);
    // Completed is not the end of it: the job must be seen in a terminal state by a later call.
    if (progress instanceof StopProgress.Completed completed) {
      return entry.from(completed.savepointPath());
    }
    if (progress instanceof StopProgress.Failed failed) {
      return stopFailed(entry, job, failed.cause());
    }
    return entry;
  }

  private RescaleEntry stopFinished(RescaleEntry entry, Present job, Redeployer cluster)
      throws FlinkUnavailableException {
    Optional<String> savepoint = job.stopSavepoint().or(entry::statePath);
    if (savepoint.isPresent()) {
      return stopped(entry, savepoint.get());
    }
    // The operation knows its savepoint before the job's checkpoints show it.
    StopProgress progress = askToStop(entry, cluster);
    if (progress instanceof StopProgress.Completed completed) {
      return stopped(entry, completed.savepointPath());
    }
    if (progress instanceof StopProgress.InProgress) {
      return entry;
    }
    return next.isFirstLook(entry) ? next.lookAgain(entry) : lost(entry, "is FINISHED");
  }

  /** The stop failed the job, as it does when the savepoint takes too long. */
  private RescaleEntry stopKilled(RescaleEntry entry, Present job) {
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    Optional<String> newest = job.stopSavepoint().or(job::newestCheckpoint).or(entry::statePath);
    return newest
        .map(
            state ->
                next.back(
                    entry.from(state),
                    next.now(),
                    "job %s is FAILED after its stop-with-savepoint; brought back from its newest state"
                        .formatted(entry.plan().jobId())))
        .orElseGet(() -> lost(entry, "is FAILED"));
  }

  private RescaleEntry stopFailed(RescaleEntry entry, Present job, String cause) {
    // What is shown as running may have been killed by the stop already, or be about to.
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    // A job that fails over after a failed stop is left to its own restart strategy.
    if (job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP) {
      return next.to(
          entry, Stage.ABANDONED, "no savepoint could be taken, the job goes on: " + cause);
    }
    return entry;
  }

  private static StopProgress askToStop(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    RescalePlan plan = entry.plan();
    return cluster.stop(plan.jobId(), entry.triggerId(), plan.savepointDirectory());
  }

  private RescaleEntry stopped(RescaleEntry entry, String savepoint) {
    return next.to(entry.from(savepoint), Stage.STOPPED, "stopped, state in " + savepoint);
  }

  private RescaleEntry lost(RescaleEntry entry, String what) {
    return next.to(
        entry,
        Stage.ABANDONED,
        "job %s %s and no savepoint of this rescale is known; if the job should run, look below %s"
            .formatted(entry.plan().jobId(), what, entry.plan().savepointDirectory()));
  }
}
