package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import java.util.Optional;

/**
 * Ends earlier launches of a rescale that come up late. A launch can come up after Flink has
 * refused it, if the refusal was only a timeout within the cluster. Two copies of a job must not
 * run. What the late one has completed is the newest state of the job.
 */
final class EarlierLaunches {
  private final Transitions next;
  private final JobRuns runs;
  private final Redeployer redeployer;

  EarlierLaunches(Transitions next, JobRuns runs, Redeployer redeployer) {
    this.next = next;
    this.runs = runs;
    this.redeployer = redeployer;
  }

  /**
   * Cancels the earlier launches that are alive beside the present one. Returns whether there are
   * any.
   */
  boolean areAlive(RescaleEntry entry) throws FlinkUnavailableException {
    boolean alive = false;
    for (String jobId : entry.recentlyLaunched()) {
      if (runs.condition(jobId).isAlive()) {
        redeployer.cancel(jobId);
        alive = true;
      }
    }
    return alive;
  }

  /**
   * Asks an earlier launch that is alive to end, before the next launch starts from what it has
   * completed. Returns the entry with which the rescale waits for that end; empty if no earlier
   * launch is alive.
   */
  Optional<RescaleEntry> ending(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    for (String jobId : entry.recentlyLaunched()) {
      Optional<RescaleEntry> ended =
          runs.condition(jobId)
              .match(
                  absent -> Optional.empty(),
                  job ->
                      job.state().isTerminal()
                          ? Optional.empty()
                          : Optional.of(next.lookAnew(end(entry, jobId, job, restart))));
      if (ended.isPresent()) {
        return ended;
      }
    }
    return Optional.empty();
  }

  private RescaleEntry end(RescaleEntry entry, String jobId, Present job, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    if (EndStage.mustBeStopped(job, restart)) {
      return stop(entry, jobId, restart);
    }
    redeployer.cancel(jobId);
    return entry;
  }

  /**
   * Stops with a savepoint. If that fails, cancels all the same: two running copies do more harm
   * than records that are lost or show twice.
   */
  private RescaleEntry stop(RescaleEntry entry, String jobId, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    return redeployer
        .stop(jobId, entry.lateTriggerId(jobId), restart.savepointDirectory())
        .match(
            inProgress -> entry,
            completed -> entry.from(CapturedState.ownSavepoint(completed.savepointPath())),
            failed -> {
              redeployer.cancel(jobId);
              return entry;
            });
  }

  /**
   * Reads what the earlier launches have completed, once all of them have ended. Returns the entry
   * that knows it and waits for one more look; empty if the entry knew it already, so that the job
   * may be launched.
   */
  Optional<RescaleEntry> unread(RescaleEntry entry) throws FlinkUnavailableException {
    Optional<CapturedState> newest = newest(entry);
    boolean isKnown = newest.isEmpty() || entry.state().filter(newest.get()::isSameAs).isPresent();
    if (isKnown && !next.isToLookAnew(entry)) {
      return Optional.empty();
    }
    // Its checkpoints may be shown as they were before it ended.
    return Optional.of(next.lookAgain(newest.map(entry::from).orElse(entry)));
  }

  /**
   * The newest state that the last launch that ran has completed. Launches before it cannot have a
   * newer one.
   */
  private Optional<CapturedState> newest(RescaleEntry entry) throws FlinkUnavailableException {
    for (String jobId : entry.recentlyLaunched()) {
      Optional<Present> job = runs.condition(jobId).match(absent -> Optional.empty(), Optional::of);
      if (job.isPresent()) {
        return job.get().completedState();
      }
    }
    return Optional.empty();
  }
}
