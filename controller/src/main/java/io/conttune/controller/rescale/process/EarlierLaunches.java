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
 * Launches of a rescale before its present one. One that was refused may come up all the same, when
 * it was a timeout within the cluster that refused it. Two copies of a job must not run, and what
 * it completed is the newest state.
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

  /** Asks those that live to end, as copies of the present one; whether there are any. */
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
   * Before a launch, which is to start from what they have completed: the entry as it goes on if
   * there are any that live, which are asked to end.
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

  /** Whatever a cancel would lose or show twice, two copies are worse. */
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
   * Before a launch, all of them having ended: the entry as it goes on if it must not be launched
   * yet, because the last one that ran may have completed what the entry does not know.
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
