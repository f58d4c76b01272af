package io.conttune.controller.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Progress.Direction;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StateFinder;
import io.conttune.core.rescale.Submission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stages of a rescale from the launch of a run to the verdict on it, or to its end. */
final class LaunchStages {
  /** How many earlier launches are looked for before and after another one. */
  private static final int LOOKED_BACK = 2;

  private final Transitions next;
  private final StateFinder storage;

  LaunchStages(Transitions next, StateFinder storage) {
    this.next = next;
    this.storage = storage;
  }

  RescaleEntry submit(RescaleEntry entry, Rescaling.Restart restart, Redeployer cluster)
      throws FlinkUnavailableException {
    if (endedEarlierLaunches(entry, cluster) == Earlier.LIVE) {
      return entry;
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
                entry.progress().claim()));
    if (answer instanceof Submission.Refused refused) {
      return next.back(entry, next.backoff(entry), "the launch was refused: " + refused.cause());
    }
    if (answer instanceof Submission.Claimed claimed) {
      return entry.claimed(claimed.claim());
    }
    if (answer instanceof Submission.Accepted accepted) {
      return next.to(
          entry.launchedAs(accepted.jobId()),
          Stage.SUBMITTED,
          "job " + accepted.jobId() + " was accepted");
    }
    return entry;
  }

  /** The run that is replaced, and what was launched before. */
  private static Set<String> others(RescaleEntry entry) {
    return Stream.concat(
            Stream.of(entry.plan().jobId()),
            IntStream.range(0, entry.attempt()).mapToObj(entry::launchedJobId))
        .collect(Collectors.toSet());
  }

  private enum Earlier {
    LIVE,
    GONE
  }

  /**
   * A launch that was refused may come up all the same, when it was a timeout within the cluster
   * that refused it. Two copies of a job must not run.
   */
  private static Earlier endedEarlierLaunches(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    Earlier result = Earlier.GONE;
    for (int n = Math.max(0, entry.attempt() - LOOKED_BACK); n < entry.attempt(); n++) {
      String jobId = entry.launchedJobId(n);
      if (cluster.condition(jobId) instanceof Present job && !job.state().isTerminal()) {
        cluster.cancel(jobId);
        result = Earlier.LIVE;
      }
    }
    return result;
  }

  private static CapturedState stateOf(RescaleEntry entry) {
    return entry
        .state()
        .orElseThrow(
            () ->
                new IllegalStateException("rescale " + entry.id() + " has no state to start from"));
  }

  RescaleEntry awaitRunning(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    if (cluster.condition(entry.launchedJobId()) instanceof Present job) {
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
        entry.runningSince(job.runningSince().orElse(next.now())).up(next.now()),
        Stage.RUNNING,
        asAsked ? "all subtasks run at the parallelism asked for" : difference);
  }

  RescaleEntry awaitSettled(RescaleEntry entry, Redeployer cluster)
      throws FlinkUnavailableException {
    if (!(cluster.condition(entry.launchedJobId()) instanceof Present job)) {
      return next.to(entry, Stage.ENDING, "the job vanished while it settled");
    }
    if (job.state() == JobState.FINISHED || job.state() == JobState.CANCELED) {
      return endedByItself(entry, job);
    }
    boolean restarted = !job.runningSince().equals(entry.runningSince());
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
    if (!settled || endedEarlierLaunches(entry, cluster) == Earlier.LIVE) {
      return entry;
    }
    Optional<Instant> up = cluster.allUpSince(entry.launchedJobId());
    return next.to(
        up.map(entry::up).orElse(entry), finalStage(entry), "the job runs and has settled");
  }

  /** A launched job that ended, and not because of this rescale, is not started again. */
  private RescaleEntry endedByItself(RescaleEntry entry, Present job) {
    return job.state() == JobState.FINISHED
        ? next.to(entry, finalStage(entry), "the job came up and has finished")
        : next.to(entry, Stage.ABANDONED, "the new job was cancelled, not by this rescale");
  }

  /** Brings the launched run to a confirmed end and starts over from the newest state there is. */
  RescaleEntry end(RescaleEntry entry, Redeployer cluster) throws FlinkUnavailableException {
    JobCondition condition = cluster.condition(entry.launchedJobId());
    if (condition instanceof Absent) {
      // What it completed is known to its storage alone, if it ever ran.
      RescaleEntry newest =
          storage.newest(entry) instanceof StateFinder.Answer.Newest stored
              ? entry.from(stored.state())
              : entry;
      return next.back(newest, next.backoff(entry), entry.note());
    }
    Present job = (Present) condition;
    if (!job.state().isTerminal()) {
      cluster.cancel(entry.launchedJobId());
      return entry;
    }
    if (job.state() == JobState.FINISHED) {
      return next.to(entry, Stage.ABANDONED, "the job has finished, though: " + entry.note());
    }
    // Its checkpoints, too, may be shown as they were before it ended.
    if (next.isFirstLook(entry)) {
      return next.lookAgain(entry);
    }
    RescaleEntry newest = job.newestState().map(entry::from).orElse(entry);
    return next.back(newest, next.backoff(entry), entry.note());
  }

  private static Stage finalStage(RescaleEntry entry) {
    return entry.direction() == Direction.FORWARD ? Stage.VERIFIED : Stage.ROLLED_BACK;
  }
}
