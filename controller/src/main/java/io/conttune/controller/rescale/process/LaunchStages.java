package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.Submission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stages of a rescale from the launch of a run to the verdict on it, or to its end. */
final class LaunchStages {
  private final Transitions next;
  private final EarlierLaunches earlier;
  private final EndStage end;

  LaunchStages(Transitions next, EndStage end) {
    this.next = next;
    this.earlier = new EarlierLaunches(next);
    this.end = end;
  }

  RescaleEntry submit(RescaleEntry entry, Rescaling.Restart restart, Redeployer cluster)
      throws FlinkUnavailableException {
    Optional<RescaleEntry> ending = earlier.ending(entry, restart, cluster);
    if (ending.isPresent()) {
      return ending.get();
    }
    Optional<RescaleEntry> unread = earlier.unread(entry, cluster);
    if (unread.isPresent()) {
      return unread.get();
    }
    if (mayBeAlive(entry) && isAlive(entry.plan().jobId(), cluster)) {
      // Not left alone: a stop or cancel of it may be under way.
      return entry.nextAttemptBackToStop(
          next.now(),
          "job %s, which the cluster did not know for a while, is there again; it is stopped before it is started"
              .formatted(entry.plan().jobId()));
    }
    Submission answer =
        cluster.submit(
            new LaunchRequest(
                entry.launchedJobId(),
                entry.plan().jobName(),
                restart.launch(entry.direction()),
                stateOf(entry),
                entry.parallelism(),
                entry.stageSince(),
                others(entry),
                entry.attempt().claim()));
    if (answer instanceof Submission.Refused refused) {
      return next.back(entry, next.backoff(entry), "the launch was refused: " + refused.cause());
    }
    if (answer instanceof Submission.Claimed claimed) {
      return entry.with(entry.attempt().claimed(claimed.claim()));
    }
    if (answer instanceof Submission.Accepted accepted) {
      return next.to(
          entry.launchedAs(accepted.jobId()),
          Stage.SUBMITTED,
          "job " + accepted.jobId() + " was accepted");
    }
    return entry;
  }

  /** Whether the run that is replaced was not seen to end, only to be gone. */
  private static boolean mayBeAlive(RescaleEntry entry) {
    return entry.plan().rescaling() instanceof Rescaling.Restart
        && entry.timeline().down().isEmpty();
  }

  private static boolean isAlive(String jobId, Redeployer cluster)
      throws FlinkUnavailableException {
    return cluster.condition(jobId) instanceof Present job && !job.state().isTerminal();
  }

  /** The run that is replaced, and what was launched before. */
  private static Set<String> others(RescaleEntry entry) {
    return Stream.concat(
            Stream.of(entry.plan().jobId()),
            IntStream.range(0, entry.attempt().number()).mapToObj(entry::launchedJobId))
        .collect(Collectors.toSet());
  }

  private static CapturedState stateOf(RescaleEntry entry) {
    return entry
        .state()
        .orElseThrow(
            () ->
                new IllegalStateException("rescale " + entry.id() + " has no state to start from"));
  }

  RescaleEntry awaitRunning(RescaleEntry before, Redeployer cluster)
      throws FlinkUnavailableException {
    RescaleEntry entry = before;
    if (cluster.condition(entry.launchedJobId()) instanceof Present job) {
      entry = EndStage.seen(before, job);
      switch (job.state()) {
        case FINISHED, CANCELED -> {
          return endedByItself(entry, job);
        }
        case FAILED -> {
          return next.to(entry, Stage.ENDING, "the job is FAILED before it came up");
        }
        case RUNNING -> {
          if (job.subtasks() == Subtasks.ALL_UP) {
            return cameUp(entry, job);
          }
        }
        case TRANSITIONAL -> {}
      }
    }
    if (next.waited(entry, entry.plan().patience().start())) {
      return next.to(
          entry, Stage.ENDING, "not all subtasks run after " + entry.plan().patience().start());
    }
    return entry;
  }

  private RescaleEntry cameUp(RescaleEntry entry, Present job) {
    boolean asAsked = job.parallelism().equals(entry.parallelism());
    boolean asBefore = job.parallelism().equals(entry.plan().former());
    if (!asAsked && asBefore) {
      return next.to(
          entry,
          Stage.ROLLED_BACK,
          "the job runs, but at its former parallelism: the launch was not honoured");
    }
    String difference =
        "the job runs at parallelism %s where %s was asked for"
            .formatted(job.parallelism(), entry.parallelism());
    if (!asAsked && entry.direction() == Direction.FORWARD) {
      return next.to(entry, Stage.ENDING, difference);
    }
    // On the way back a job that runs is better than one that is started again and again.
    return next.to(
        next.cameUp(entry, job.runningSince().orElse(next.now())),
        Stage.RUNNING,
        asAsked ? "all subtasks run at the parallelism asked for" : difference);
  }

  RescaleEntry awaitSettled(RescaleEntry before, Redeployer cluster)
      throws FlinkUnavailableException {
    if (!(cluster.condition(before.launchedJobId()) instanceof Present job)) {
      return end.vanished(before, "the job vanished while it settled");
    }
    RescaleEntry seen = EndStage.seen(before, job);
    // Should it be gone once more, that is a first look again.
    RescaleEntry entry = next.isFirstLook(seen) ? seen : next.lookAfresh(seen);
    if (job.state() == JobState.FINISHED || job.state() == JobState.CANCELED) {
      return endedByItself(entry, job);
    }
    boolean restarted = !job.runningSince().equals(entry.attempt().runningSince());
    boolean runs = job.state() == JobState.RUNNING;
    if (runs && restarted && !job.parallelism().equals(entry.parallelism())) {
      // In place, by somebody else or Flink's adaptive scheduler: to end it would be a fight.
      return next.to(
          entry,
          Stage.ABANDONED,
          "the job runs, but was rescaled to %s, not by this controller; it is left so"
              .formatted(job.parallelism()));
    }
    if (!runs || restarted) {
      return next.to(entry, Stage.ENDING, "the job failed while it settled");
    }
    boolean settled = next.waited(entry, entry.plan().patience().settle());
    if (!settled || earlier.areAlive(entry, cluster)) {
      return entry;
    }
    Optional<Instant> up = cluster.allUpSince(entry.launchedJobId());
    return next.to(
        up.map(at -> Transitions.up(entry, at)).orElse(entry),
        finalStage(entry),
        "the job runs and has settled");
  }

  /** A launched job that ended, and not because of this rescale, is not started again. */
  private RescaleEntry endedByItself(RescaleEntry entry, Present job) {
    return job.state() == JobState.FINISHED
        ? next.to(entry, finalStage(entry), "the job came up and has finished")
        : next.to(entry, Stage.ABANDONED, "the new job was cancelled, not by this rescale");
  }

  private static Stage finalStage(RescaleEntry entry) {
    return entry.direction() == Direction.FORWARD ? Stage.VERIFIED : Stage.ROLLED_BACK;
  }
}
