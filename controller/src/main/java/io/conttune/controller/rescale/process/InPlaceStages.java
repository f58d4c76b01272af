package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of a rescale by the adaptive scheduler: what the job asks for is changed, and the
 * scheduler does the rest. What it asks for is read before and after each change, so that a change
 * is made once, and that of somebody else is left alone.
 */
final class InPlaceStages {
  private final Transitions next;
  private final JobRuns runs;
  private final Redeployer redeployer;
  private final ForgottenJob forgotten;

  InPlaceStages(Transitions next, JobRuns runs, Redeployer redeployer, ForgottenJob forgotten) {
    this.next = next;
    this.runs = runs;
    this.redeployer = redeployer;
    this.forgotten = forgotten;
  }

  RescaleEntry advance(RescaleEntry entry, Rescaling.InPlace inPlace)
      throws FlinkUnavailableException {
    JobCondition condition = runs.condition(entry.plan().jobId());
    return switch (entry.stage()) {
      case PLANNED ->
          condition.match(absent -> runsNoLonger(entry), job -> begin(entry, inPlace, job));
      case ENDING ->
          condition.match(absent -> gone(entry, inPlace), job -> end(entry, job, inPlace));
      case REQUESTING, REQUESTED, RUNNING ->
          condition.match(absent -> lost(entry, "gone"), job -> advance(entry, job, inPlace));
      case STOPPING, STOPPED, SUBMITTING, SUBMITTED ->
          throw new IllegalStateException("rescale %s launches nothing".formatted(entry.id()));
      case VERIFIED, ROLLED_BACK, ABANDONED, FAILED -> entry;
    };
  }

  private RescaleEntry advance(RescaleEntry entry, Present job, Rescaling.InPlace inPlace)
      throws FlinkUnavailableException {
    return switch (job.state()) {
      case CANCELED -> cancelled(entry);
      case FINISHED -> finished(entry);
      case FAILED -> lost(entry, "FAILED");
      case RUNNING, TRANSITIONAL -> alive(entry, job, inPlace);
    };
  }

  private RescaleEntry end(RescaleEntry entry, Present job, Rescaling.InPlace inPlace)
      throws FlinkUnavailableException {
    return switch (job.state()) {
      case CANCELED -> cancelled(entry);
      case FINISHED -> finished(entry);
      case FAILED -> failed(entry, job, inPlace);
      case RUNNING, TRANSITIONAL -> goOn(entry);
    };
  }

  private RescaleEntry cancelled(RescaleEntry entry) {
    return next.to(entry, Stage.ABANDONED, "the job was cancelled, not by this rescale");
  }

  private RescaleEntry lost(RescaleEntry entry, String what) {
    return next.to(entry, Stage.ENDING, "the job is " + what + " after " + entry.note());
  }

  /** Nothing was done yet; what was found when it was planned must still hold. */
  private RescaleEntry begin(RescaleEntry entry, Rescaling.InPlace inPlace, Present job)
      throws FlinkUnavailableException {
    if (job.state() != JobState.RUNNING) {
      return runsNoLonger(entry);
    }
    if (job.newestCheckpoint().isEmpty()) {
      // As before a cancel: one may just be taking the place of another.
      if (next.isFirstLook(entry)) {
        return next.lookAgain(entry);
      }
      return next.to(
          entry,
          Stage.ABANDONED,
          "no completed checkpoint is there, and the job would start from scratch; nothing was"
              + " done");
    }
    if (!requirements(entry).equals(Optional.of(inPlace.former()))) {
      return changedByOthers(entry);
    }
    return next.to(
        next.askedToStop(runningSince(entry, job), job),
        Stage.REQUESTING,
        "the job is told to ask for another parallelism: " + inPlace.reason());
  }

  private RescaleEntry runsNoLonger(RescaleEntry entry) {
    return next.to(entry, Stage.ABANDONED, "the job no longer runs; nothing was done");
  }

  private RescaleEntry alive(RescaleEntry entry, Present job, Rescaling.InPlace inPlace)
      throws FlinkUnavailableException {
    Optional<Map<OperatorId, ParallelismRange>> asked = requirements(entry);
    if (asked.isEmpty()) {
      // The answer about the job came out of a cache, or the job is being recovered. The next look
      // tells.
      return entry;
    }
    boolean asksForThis = asked.get().equals(inPlace.requirements(entry.direction()));
    if (entry.stage() == Stage.REQUESTING) {
      // A job that runs at fewer than it asks for is told again: the scheduler then looks anew.
      boolean wasChanged = asksForThis && !inPlace.former().equals(inPlace.wanted());
      return wasChanged ? requested(entry) : request(entry, inPlace, asked.get());
    }
    if (!asksForThis) {
      return changedByOthers(entry);
    }
    return entry.stage() == Stage.REQUESTED
        ? awaitParallelism(entry, job, inPlace)
        : awaitSettled(entry, job);
  }

  private Optional<Map<OperatorId, ParallelismRange>> requirements(RescaleEntry entry)
      throws FlinkUnavailableException {
    return runs.requirements(entry.plan().jobId());
  }

  private RescaleEntry request(
      RescaleEntry entry, Rescaling.InPlace inPlace, Map<OperatorId, ParallelismRange> asked)
      throws FlinkUnavailableException {
    if (!asked.equals(inPlace.former()) && !asked.equals(inPlace.wanted())) {
      return changedByOthers(entry);
    }
    try {
      return redeployer
          .change(entry.plan().jobId(), inPlace.requirements(entry.direction()))
          .match(accepted -> requested(entry), refused -> refused(entry, refused.cause()));
    } catch (FlinkUnavailableException noReply) {
      return unanswered(entry, noReply);
    }
  }

  /**
   * The cluster has just answered a request that reads, but not the one that changes. If that goes
   * on until the time for a start is over, something between, such as a gateway, lets no change
   * through.
   */
  private RescaleEntry unanswered(RescaleEntry entry, FlinkUnavailableException noReply)
      throws FlinkUnavailableException {
    if (entry.direction() == Direction.BACK
        || !next.waited(entry, entry.plan().patience().start())) {
      throw noReply;
    }
    return refused(entry, noReply.getMessage());
  }

  private RescaleEntry refused(RescaleEntry entry, String cause) {
    return entry.direction() == Direction.FORWARD
        ? next.to(
            entry.with(RescaleTimes.EMPTY),
            Stage.ABANDONED,
            "what the job asks its scheduler for cannot be changed; nothing was done: " + cause)
        : next.pause(entry, entry.plan().patience().retry());
  }

  private RescaleEntry requested(RescaleEntry entry) {
    return next.to(entry, Stage.REQUESTED, "the job asks for " + entry.parallelism());
  }

  /** Somebody else scales this job, too. If both went on, each would undo what the other did. */
  private RescaleEntry changedByOthers(RescaleEntry entry) {
    return next.to(
        entry,
        Stage.ABANDONED,
        "what the job asks its scheduler for was changed by somebody else; it is left as it is");
  }

  private RescaleEntry awaitParallelism(
      RescaleEntry entry, Present job, Rescaling.InPlace inPlace) {
    boolean up = job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP;
    if (up && job.parallelism().equals(entry.parallelism())) {
      return cameUp(entry, job, "all subtasks run at the parallelism asked for");
    }
    Duration patience = inPlace.schedulerDelay().plus(entry.plan().patience().start());
    if (!next.waited(entry, patience)) {
      return entry;
    }
    String difference =
        "the job %s at parallelism %s where %s was asked for %s ago"
            .formatted(up ? "runs" : "is not up", job.parallelism(), entry.parallelism(), patience);
    // On the way back a job that runs is better than one that is changed again and again.
    return up && entry.direction() == Direction.BACK
        ? cameUp(entry, job, difference)
        : back(entry, difference + told(entry));
  }

  private RescaleEntry cameUp(RescaleEntry entry, Present job, String what) {
    Optional<Instant> restarted =
        job.runningSince()
            .filter(since -> !Optional.of(since).equals(entry.attempt().runningSince()));
    RescaleEntry timed = restarted.map(at -> next.cameUpAgain(entry, at, job)).orElse(entry);
    return next.to(runningSince(timed, job), Stage.RUNNING, what);
  }

  private static RescaleEntry runningSince(RescaleEntry entry, Present job) {
    return job.runningSince()
        .map(since -> entry.with(entry.attempt().runningSince(since)))
        .orElse(entry);
  }

  private RescaleEntry awaitSettled(RescaleEntry entry, Present job)
      throws FlinkUnavailableException {
    boolean restarted = !job.runningSince().equals(entry.attempt().runningSince());
    if (job.state() != JobState.RUNNING || restarted) {
      // A single answer may be an old one. What was changed for a reason is not taken back for it.
      return next.isFirstLook(entry)
          ? next.lookAgain(entry)
          : back(entry, "the job failed while it settled");
    }
    if (!next.isFirstLook(entry)) {
      return next.lookAfresh(entry);
    }
    if (!next.waited(entry, entry.plan().patience().settle())) {
      return entry;
    }
    Optional<Instant> up =
        entry.timeline().up().isPresent()
            ? runs.allUpSince(entry.plan().jobId())
            : Optional.empty();
    return next.to(
        up.map(at -> Transitions.up(entry, at)).orElse(entry),
        finalStage(entry),
        "the job runs and has settled" + told(entry));
  }

  /** What the scheduler says became of the change, behind a sentence. It only explains. */
  private String told(RescaleEntry entry) {
    Optional<Instant> asked = entry.timeline().askedAt();
    if (asked.isEmpty()) {
      return "";
    }
    try {
      return runs.schedulerRescale(entry.plan().jobId(), asked.get())
          .map(change -> "; " + change.describe())
          .orElse("");
    } catch (FlinkUnavailableException untold) {
      return "";
    }
  }

  private RescaleEntry back(RescaleEntry entry, String why) {
    return entry.nextAttemptBackInPlace(
        next.now(), next.backoff(entry), why + "; it is told to ask for the former one again");
  }

  private RescaleEntry finished(RescaleEntry entry) {
    return entry.stage() == Stage.RUNNING
        ? next.to(entry, finalStage(entry), "the job came up and has finished")
        : next.to(entry, Stage.ABANDONED, "the job has come to its own end");
  }

  private static Stage finalStage(RescaleEntry entry) {
    return entry.direction() == Direction.FORWARD ? Stage.VERIFIED : Stage.ROLLED_BACK;
  }

  /** Its restart strategy has given up: only a launch brings it back. */
  private RescaleEntry failed(RescaleEntry entry, Present job, Rescaling.InPlace inPlace)
      throws FlinkUnavailableException {
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    RescaleEntry seen = job.endedAt().map(at -> Transitions.down(entry, at)).orElse(entry);
    Optional<CapturedState> newest = job.newestState();
    return newest.isPresent() ? failed(seen, newest.get(), inPlace) : gone(seen, inPlace);
  }

  private RescaleEntry failed(RescaleEntry entry, CapturedState newest, Rescaling.InPlace inPlace) {
    return inPlace.restart().isPresent()
        ? next.back(
            entry.from(newest),
            "the job is FAILED; started again at its former parallelism from its newest checkpoint")
        : forgotten.lost(entry, newest);
  }

  private RescaleEntry gone(RescaleEntry entry, Rescaling.InPlace inPlace)
      throws FlinkUnavailableException {
    return inPlace.restart().isPresent()
        ? forgotten.stop(entry, inPlace.restart().get())
        : forgotten.lost(entry);
  }

  /** Whether a job that was given up is there again, as a JobManager may recover it late. */
  boolean isBack(RescaleEntry entry) throws FlinkUnavailableException {
    return entry.plan().rescaling().isInPlace() && runs.condition(entry.plan().jobId()).isAlive();
  }

  /** The job was missing for a moment only, as while its JobManager was restarted. */
  private RescaleEntry goOn(RescaleEntry entry) {
    return next.to(entry, Stage.REQUESTING, "the job is there again; the rescale goes on");
  }

  /** Keeps the run that is there, so that no second copy of the job is started beside it. */
  RescaleEntry takeBack(RescaleEntry entry) {
    return entry.nextAttemptBackInPlace(next.now(), Duration.ZERO, "the job is there again");
  }
}
