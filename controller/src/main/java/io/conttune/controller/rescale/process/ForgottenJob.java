package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StateFinder;
import io.conttune.core.rescale.StateFinder.SearchResult;

/**
 * Handles a job that is lost in the middle of a rescale: the cluster no longer knows it, as after
 * the restart of a JobManager without high availability, or nothing can launch it again. The state
 * of a job that is not known is looked for where it is stored.
 */
final class ForgottenJob {
  private final Transitions next;
  private final StateFinder storage;

  ForgottenJob(Transitions next, StateFinder storage) {
    this.next = next;
    this.storage = storage;
  }

  /** The run that was to be stopped is gone. */
  RescaleEntry stop(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    if (next.isFirstLook(entry)) {
      return next.lookAgainAfterAbsence(entry);
    }
    return storage
        .newest(entry)
        .match(
            newest -> found(entry, newest.state()),
            nothing -> notFound(entry, nothingBelow(restart)),
            hidden -> notFound(entry, hidden(hidden)));
  }

  private RescaleEntry found(RescaleEntry entry, CapturedState newest) {
    return isCaptured(entry, newest)
        ? stopped(entry)
        : next.back(
            entry.from(newest),
            "job %s is no longer known to the cluster; brought back from the newest state, %s"
                .formatted(entry.plan().jobId(), newest.path()));
  }

  /**
   * No state was found. If the savepoint of the stop is known, that is no loss: a run completes
   * nothing after it.
   */
  private RescaleEntry notFound(RescaleEntry entry, String what) {
    return wasStopped(entry)
        ? stopped(entry)
        : down(entry, "is no longer known to the cluster, and " + what);
  }

  private RescaleEntry stopped(RescaleEntry entry) {
    return next.to(entry, Stage.STOPPED, "stopped, and forgotten by the cluster since");
  }

  private static boolean isCaptured(RescaleEntry entry, CapturedState found) {
    return wasStopped(entry) && found.isSameAs(entry.state().get());
  }

  /**
   * True if the entry holds the state of a stop. A rescale in place stops nothing, so a state in
   * its entry comes from an earlier attempt.
   */
  private static boolean wasStopped(RescaleEntry entry) {
    return entry.state().isPresent() && !entry.isInPlace();
  }

  /** The run is gone, and there is no launch by which another could be started. */
  RescaleEntry lost(RescaleEntry entry) {
    return next.isFirstLook(entry)
        ? next.lookAgainAfterAbsence(entry)
        : down(entry, "is gone, and cannot be launched from here");
  }

  /** The run is FAILED with this state, and there is no launch by which to start another. */
  RescaleEntry lost(RescaleEntry entry, CapturedState newest) {
    return down(entry.from(newest), "is FAILED, and cannot be launched from here", newest.path());
  }

  /** Nothing is known to start the job from. */
  RescaleEntry down(RescaleEntry entry, String what) {
    return down(entry, what, "its newest savepoint or checkpoint");
  }

  private RescaleEntry down(RescaleEntry entry, String what, String state) {
    return next.to(
        entry,
        Stage.FAILED,
        "job %s (%s) %s; it is down, and it is for a person to start it from %s"
            .formatted(entry.plan().jobName(), entry.plan().jobId(), what, state));
  }

  private static String hidden(SearchResult.NotVisible hidden) {
    return "its newest state may be in %s, which cannot be looked at from here"
        .formatted(String.join(" or ", hidden.places()));
  }

  private static String nothingBelow(Rescaling.Restart restart) {
    return "no state of it was found below %s%s"
        .formatted(
            restart.savepointDirectory(),
            restart.checkpointRoot().map(root -> " or " + root).orElse(""));
  }
}
