package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StateFinder;
import io.conttune.core.rescale.StopProgress;
import java.util.Optional;

/**
 * Brings a launched run that is given up to a confirmed end and starts over from the newest state
 * there is. What the run has completed must outlive it, and no record may show twice because of the
 * end. So a run that is up is stopped with a savepoint where a cancel would have Flink delete its
 * checkpoints, or where the sinks show input that is read again.
 */
final class EndStage {
  private final Transitions next;
  private final JobRuns runs;
  private final Redeployer redeployer;
  private final StateFinder storage;

  EndStage(Transitions next, JobRuns runs, Redeployer redeployer, StateFinder storage) {
    this.next = next;
    this.runs = runs;
    this.redeployer = redeployer;
    this.storage = storage;
  }

  RescaleEntry end(RescaleEntry entry, Rescaling.Restart restart) throws FlinkUnavailableException {
    return runs.condition(entry.launchedJobId())
        .match(absent -> vanished(entry, entry.note()), job -> end(entry, restart, job));
  }

  private RescaleEntry end(RescaleEntry entry, Rescaling.Restart restart, Present job)
      throws FlinkUnavailableException {
    if (job.state() == JobState.FINISHED) {
      return finished(entry, job, restart);
    }
    if (job.state().isTerminal()) {
      return ended(entry, job, restart);
    }
    RescaleEntry seen = hasOwnSavepoint(entry) ? entry : seen(entry, job);
    boolean hadCheckpoints =
        restart.checkpoints() == Checkpoints.DELETED && seen.attempt().completed().isPresent();
    if (hadCheckpoints || mustBeStopped(job, restart)) {
      return stop(seen, job, restart);
    }
    redeployer.cancel(entry.launchedJobId());
    return seen;
  }

  /** The same entry, which knows what the run has completed. */
  static RescaleEntry seen(RescaleEntry entry, Present job) {
    return job.newestCheckpoint()
        .map(CapturedState::checkpoint)
        .filter(newest -> entry.attempt().completed().filter(newest::isSameAs).isEmpty())
        .map(newest -> entry.with(entry.attempt().completed(newest)))
        .orElse(entry);
  }

  /**
   * Whether a cancel would lose what the run has committed, or show records twice. A run that is
   * not up is failing, and reads its input again anyway; no savepoint of it can be taken.
   */
  static boolean mustBeStopped(Present job, Rescaling.Restart restart) {
    // A run that was up for a moment may have completed a checkpoint since it was looked at.
    boolean losesCheckpoints =
        restart.checkpoints() == Checkpoints.DELETED
            && (job.newestCheckpoint().isPresent() || isUp(job));
    boolean showsReplay = restart.replay() == Replay.SHOWS && isUp(job);
    return losesCheckpoints || showsReplay;
  }

  /** Whether a run may have been asked to stop with a savepoint. */
  private static boolean mayHaveBeenStopped(Rescaling.Restart restart) {
    return restart.checkpoints() == Checkpoints.DELETED || restart.replay() == Replay.SHOWS;
  }

  private static boolean isUp(Present job) {
    return job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP;
  }

  private RescaleEntry stop(RescaleEntry entry, Present job, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    return askToStop(entry, restart)
        .match(
            inProgress -> entry,
            completed -> taken(entry, restart, completed.savepointPath()),
            failed -> stopFailed(entry, job, restart, failed.cause()));
  }

  /**
   * The savepoint is taken. A later call must see the run in an end state. If the run goes on for
   * too long, as after a failover, it is asked again.
   */
  private RescaleEntry taken(RescaleEntry entry, Rescaling.Restart restart, String savepoint) {
    RescaleEntry taken =
        entry.with(entry.attempt().completed(CapturedState.ownSavepoint(savepoint)));
    return next.waited(entry, entry.plan().patience().start())
        ? again(taken, restart, "it goes on after its savepoint")
        : taken;
  }

  private StopProgress askToStop(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    return redeployer.stop(
        entry.launchedJobId(), entry.endingTriggerId(), restart.savepointDirectory());
  }

  private RescaleEntry stopFailed(
      RescaleEntry entry, Present job, Rescaling.Restart restart, String cause) {
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    if (isUp(job) && job.parallelism().equals(entry.parallelism())) {
      return next.to(
          next.cameUp(entry, job),
          Stage.RUNNING,
          "the job has recovered; it could not be stopped with a savepoint: " + cause);
    }
    return again(entry, restart, cause);
  }

  /**
   * Asks for the stop again later, under another trigger id: Flink answers the old id with the old
   * failure for ever.
   */
  private RescaleEntry again(RescaleEntry entry, Rescaling.Restart restart, String cause) {
    String cancel =
        restart.checkpoints() == Checkpoints.DELETED
            ? "delete its checkpoints, whose transactions are committed"
            : "have records show twice, unless sinks is declared transactional or idempotent";
    String note =
        "job %s cannot be stopped with a savepoint (%s); a cancel would %s, so the stop is tried again";
    return next.pause(
        next.to(entry, Stage.ENDING, note.formatted(entry.launchedJobId(), cause, cancel)),
        entry.plan().patience().retry());
  }

  private RescaleEntry finished(RescaleEntry entry, Present job, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    if (!mayHaveBeenStopped(restart)) {
      return finishedByItself(entry);
    }
    if (hasOwnSavepoint(entry)) {
      return back(entry.from(entry.attempt().completed().get()), entry.note());
    }
    return askToStop(entry, restart)
        .match(
            inProgress -> entry,
            completed ->
                back(
                    entry.from(CapturedState.ownSavepoint(completed.savepointPath())),
                    entry.note()),
            failed -> finishedWithoutOwn(entry, job));
  }

  private RescaleEntry finishedWithoutOwn(RescaleEntry entry, Present job) {
    if (job.stopSavepoint().isPresent()) {
      return back(
          entry.from(CapturedState.foundSavepoint(job.stopSavepoint().get())), entry.note());
    }
    return next.isFirstLook(entry) ? next.lookAgain(entry) : finishedByItself(entry);
  }

  private RescaleEntry finishedByItself(RescaleEntry entry) {
    return next.to(entry, Stage.ABANDONED, "the job has finished, though: " + entry.note());
  }

  private static boolean hasOwnSavepoint(RescaleEntry entry) {
    return entry
        .attempt()
        .completed()
        .filter(state -> state.kind() == CapturedState.StateKind.OWN_SAVEPOINT)
        .isPresent();
  }

  private RescaleEntry ended(RescaleEntry entry, Present job, Rescaling.Restart restart) {
    // Its checkpoints, too, may be shown as they were before it ended.
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    boolean outlivesRun = hasOwnSavepoint(entry) || restart.checkpoints() == Checkpoints.RETAINED;
    Optional<CapturedState> newest =
        job.completedState().or(() -> entry.attempt().completed().filter(state -> outlivesRun));
    return newest.isPresent()
        ? back(entry.from(newest.get()), entry.note())
        : endedWithoutCheckpoint(entry, job);
  }

  private RescaleEntry endedWithoutCheckpoint(RescaleEntry entry, Present job) {
    RescaleEntry restored = job.restoredFrom().map(entry::from).orElse(entry);
    boolean isLost =
        entry.attempt().completed().isPresent()
            && restored.state().filter(entry.attempt().completed().get()::isSameAs).isEmpty();
    String lost =
        "; Flink has deleted its checkpoints with it, and what they had committed is committed again";
    return back(restored, isLost ? entry.note() + lost : entry.note());
  }

  /**
   * The cluster has forgotten the run, and with it what it completed. Where that cannot be looked
   * for, what was seen of it while it ran counts; a run of which no checkpoint was seen has
   * committed nothing, as far as can be known.
   */
  RescaleEntry vanished(RescaleEntry entry, String why) throws FlinkUnavailableException {
    if (next.isFirstLook(entry)) {
      return next.lookAgainAfterAbsence(entry);
    }
    RescaleEntry known = entry.attempt().completed().map(entry::from).orElse(entry);
    return storage
        .newest(entry)
        .match(
            newest -> back(entry.from(newest.state()), why),
            nothing -> back(known, why),
            hidden ->
                back(
                    known,
                    "%s; it goes on from the newest state that was seen of it, as %s cannot be looked at from here"
                        .formatted(why, String.join(" and ", hidden.places()))));
  }

  private RescaleEntry back(RescaleEntry entry, String why) {
    return next.back(entry, next.backoff(entry), why);
  }
}
