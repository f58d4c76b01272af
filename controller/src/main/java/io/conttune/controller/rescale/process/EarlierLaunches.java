package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.StopProgress;
import java.util.Optional;

/**
 * Launches of a rescale before its present one. One that was refused may come up all the same, when
 * it was a timeout within the cluster that refused it. Two copies of a job must not run, and what
 * it completed is the newest state.
 */
final class EarlierLaunches {
  private final Transitions next;

  EarlierLaunches(Transitions next) {
    this.next = next;
  }

  /** Asks those that live to end, as copies of the present one; whether there are any. */
  boolean areAlive(RescaleEntry entry, Redeployer cluster) throws FlinkUnavailableException {
    boolean alive = false;
    for (String jobId : entry.recentlyLaunched()) {
      if (cluster.condition(jobId) instanceof Present job && !job.state().isTerminal()) {
        cluster.cancel(jobId);
        alive = true;
      }
    }
    return alive;
  }

  /**
   * Before a launch, which is to start from what they have completed: the entry as it goes on if
   * there are any that live, which are asked to end.
   */
  Optional<RescaleEntry> ending(RescaleEntry entry, Rescaling.Restart restart, Redeployer cluster)
      throws FlinkUnavailableException {
    for (String jobId : entry.recentlyLaunched()) {
      if (cluster.condition(jobId) instanceof Present job && !job.state().isTerminal()) {
        if (EndStage.mayLoseCheckpoints(job, restart)) {
          return Optional.of(next.lookAnew(stop(entry, jobId, restart, cluster)));
        }
        cluster.cancel(jobId);
        return Optional.of(next.lookAnew(entry));
      }
    }
    return Optional.empty();
  }

  /** A cancel would delete what it has committed; but two copies are worse. */
  private static RescaleEntry stop(
      RescaleEntry entry, String jobId, Rescaling.Restart restart, Redeployer cluster)
      throws FlinkUnavailableException {
    StopProgress progress =
        cluster.stop(jobId, entry.lateTriggerId(jobId), restart.savepointDirectory());
    if (progress instanceof StopProgress.Failed) {
      cluster.cancel(jobId);
    }
    return progress instanceof StopProgress.Completed completed
        ? entry.from(CapturedState.ownSavepoint(completed.savepointPath()))
        : entry;
  }

  /**
   * Before a launch, all of them having ended: the entry as it goes on if it must not be launched
   * yet, because the last one that ran may have completed what the entry does not know.
   */
  Optional<RescaleEntry> unread(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    Optional<CapturedState> newest = newest(entry, cluster);
    boolean isKnown = newest.isEmpty() || entry.state().filter(newest.get()::isSameAs).isPresent();
    if (isKnown && !next.isToLookAnew(entry)) {
      return Optional.empty();
    }
    // Its checkpoints may be shown as they were before it ended.
    return Optional.of(next.lookAgain(newest.map(entry::from).orElse(entry)));
  }

  /** What the last launch that ran has completed; those before it are its past. */
  private static Optional<CapturedState> newest(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    for (String jobId : entry.recentlyLaunched()) {
      if (cluster.condition(jobId) instanceof Present job) {
        return job.stopSavepoint()
            .map(CapturedState::foundSavepoint)
            .or(() -> job.newestCheckpoint().map(CapturedState::checkpoint));
      }
    }
    return Optional.empty();
  }
}
