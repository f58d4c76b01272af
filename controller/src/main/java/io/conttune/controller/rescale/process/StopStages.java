package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StopProgress;
import java.util.Optional;

/** The stages of a restart up to the moment when the old run has ended and its state is known. */
final class StopStages {
  private final Transitions next;
  private final JobRuns runs;
  private final Redeployer redeployer;
  private final ForgottenJob forgotten;

  StopStages(Transitions next, JobRuns runs, Redeployer redeployer, ForgottenJob forgotten) {
    this.next = next;
    this.runs = runs;
    this.redeployer = redeployer;
    this.forgotten = forgotten;
  }

  /**
   * Nothing was done yet, and nothing is done to a job that has gone, or was rescaled by somebody
   * else, since it was measured.
   */
  RescaleEntry begin(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    return runs.condition(entry.plan().jobId())
        .match(
            absent -> untouched(entry, "is no longer known"),
            job ->
                job.state().isTerminal()
                    ? untouched(entry, "is " + job.state())
                    : begin(entry, restart, job));
  }

  private RescaleEntry untouched(RescaleEntry entry, String what) {
    return next.to(
        entry,
        Stage.ABANDONED,
        "job %s %s; nothing was done".formatted(entry.plan().jobId(), what));
  }

  private RescaleEntry begin(RescaleEntry entry, Rescaling.Restart restart, Present job) {
    if (!job.parallelism().equals(entry.plan().former())) {
      return untouched(entry, "was rescaled by somebody else since it was measured");
    }
    RescaleEntry asked = next.askedToStop(entry, job);
    if (restart.capture().capture() == Capture.SAVEPOINT) {
      return next.to(asked, Stage.STOPPING, "stop-with-savepoint is asked for");
    }
    if (job.newestCheckpoint().isPresent()) {
      return next.to(
          asked, Stage.STOPPING, "cancel is asked for; the newest checkpoint is the state");
    }
    // Flink may just be replacing the checkpoint: it discards the older one before it shows the
    // newer one.
    return next.isFirstLook(entry)
        ? next.lookAgain(entry)
        : next.to(entry, Stage.ABANDONED, "no completed checkpoint is there; nothing was done");
  }

  /**
   * Goes back to the stage STOPPING, if the cluster shows again that the run ended with a state.
   */
  Optional<RescaleEntry> takenUpAgain(RescaleEntry failed) throws FlinkUnavailableException {
    String jobId = failed.plan().jobId();
    return runs.condition(jobId)
        .match(
            absent -> Optional.empty(),
            job ->
                hasEndedWithState(job)
                    ? Optional.of(
                        next.to(
                            failed,
                            Stage.STOPPING,
                            "the cluster knows job %s again, which is %s; the rescale goes on"
                                .formatted(jobId, job.state())))
                    : Optional.empty());
  }

  /** A stop leaves a FINISHED job, whose savepoint may not be shown yet. */
  private static boolean hasEndedWithState(Present job) {
    return job.state() == JobState.FINISHED
        || (job.state().isTerminal() && job.newestState().isPresent());
  }

  RescaleEntry stop(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    // Look before asking: a job that has ended in the meantime must not be stopped, only its end be
    // read.
    return runs.condition(entry.plan().jobId())
        .match(absent -> forgotten.stop(entry, restart), job -> stop(entry, restart, job));
  }

  private RescaleEntry stop(RescaleEntry entry, Rescaling.Restart restart, Present job)
      throws FlinkUnavailableException {
    RescaleEntry seen = job.endedAt().map(at -> Transitions.down(entry, at)).orElse(entry);
    return switch (job.state()) {
      case RUNNING, TRANSITIONAL ->
          restart.capture().capture() == Capture.SAVEPOINT
              ? stopRunning(seen, job, restart)
              : cancelRunning(seen);
      case FINISHED -> stopFinished(seen, job, restart);
      case FAILED -> stopKilled(seen, job);
      case CANCELED -> cancelled(seen, job, restart);
    };
  }

  private RescaleEntry cancelRunning(RescaleEntry entry) throws FlinkUnavailableException {
    redeployer.cancel(entry.plan().jobId());
    return entry;
  }

  /** The checkpoint is read after the end: one completed meanwhile has committed transactions. */
  private RescaleEntry cancelled(RescaleEntry entry, Present job, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    if (restart.capture().capture() == Capture.SAVEPOINT) {
      // A stop with a savepoint never ends as CANCELED: somebody else has cancelled the job.
      return next.to(
          entry,
          Stage.ABANDONED,
          "job %s was cancelled, not by this rescale; it is left alone"
              .formatted(entry.plan().jobId()));
    }
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    return job.newestState().isPresent()
        ? stopped(entry, job.newestState().get())
        : forgotten.stop(entry, restart);
  }

  private RescaleEntry stopRunning(RescaleEntry entry, Present job, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    // A completed operation is not the end of the job: a later call must see the job in a terminal
    // state.
    return askToStop(entry, restart)
        .match(
            inProgress -> entry,
            completed -> entry.from(CapturedState.ownSavepoint(completed.savepointPath())),
            failed -> stopFailed(entry, job, failed.cause()));
  }

  private RescaleEntry stopFinished(RescaleEntry entry, Present job, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    if (restart.capture().capture() == Capture.CHECKPOINT) {
      return finishedByItself(entry);
    }
    if (entry.state().isPresent()) {
      return stopped(entry, entry.state().get());
    }
    // The operation knows its savepoint before the job's checkpoints show it.
    return askToStop(entry, restart)
        .match(
            inProgress -> entry,
            completed -> stopped(entry, CapturedState.ownSavepoint(completed.savepointPath())),
            failed -> finishedWithoutOwn(entry, job));
  }

  private RescaleEntry finishedWithoutOwn(RescaleEntry entry, Present job) {
    Optional<CapturedState> found = job.stopSavepoint().map(CapturedState::foundSavepoint);
    if (found.isPresent()) {
      return stopped(entry, found.get());
    }
    return next.isFirstLook(entry) ? next.lookAgain(entry) : finishedByItself(entry);
  }

  private RescaleEntry finishedByItself(RescaleEntry entry) {
    return next.to(
        entry,
        Stage.ABANDONED,
        "job %s is FINISHED without a savepoint of this rescale: it has come to its own end"
            .formatted(entry.plan().jobId()));
  }

  /** The stop failed the job, as it does when the savepoint takes too long. */
  private RescaleEntry stopKilled(RescaleEntry entry, Present job) {
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    Optional<CapturedState> newest =
        job.completedState()
            // A stop's savepoint is newer than what a job was restored from.
            .or(entry::state)
            .or(job::restoredFrom);
    return newest
        .map(
            state ->
                next.back(
                    entry.from(state),
                    "job %s is FAILED after it was asked to stop; brought back from its newest state"
                        .formatted(entry.plan().jobId())))
        .orElseGet(
            () -> forgotten.down(entry, "is FAILED and has completed no checkpoint or savepoint"));
  }

  private RescaleEntry stopFailed(RescaleEntry entry, Present job, String cause) {
    // Flink may show the job as running although the failed stop has killed it, or is about to.
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

  private StopProgress askToStop(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    return redeployer.stop(entry.plan().jobId(), entry.triggerId(), restart.savepointDirectory());
  }

  private RescaleEntry stopped(RescaleEntry entry, CapturedState state) {
    return next.to(entry.from(state), Stage.STOPPED, "stopped, state in " + state.path());
  }
}
