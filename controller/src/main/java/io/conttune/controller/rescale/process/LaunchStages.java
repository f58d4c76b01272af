package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stages of a rescale from the launch of a run to the verdict on it, or to its end. */
final class LaunchStages {
  private final Transitions next;
  private final JobRuns runs;
  private final Redeployer redeployer;
  private final EarlierLaunches earlier;
  private final EndStage end;

  LaunchStages(Transitions next, JobRuns runs, Redeployer redeployer, EndStage end) {
    this.next = next;
    this.runs = runs;
    this.redeployer = redeployer;
    this.earlier = new EarlierLaunches(next, runs, redeployer);
    this.end = end;
  }

  RescaleEntry submit(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    Optional<RescaleEntry> ending = earlier.ending(entry, restart);
    if (ending.isPresent()) {
      return ending.get();
    }
    Optional<RescaleEntry> unread = earlier.unread(entry);
    if (unread.isPresent()) {
      return unread.get();
    }
    if (mayBeAlive(entry) && runs.condition(entry.plan().jobId()).isAlive()) {
      // The job is not left running: a stop or cancel that was asked for earlier may still end it.
      return entry.nextAttemptBackToStop(
          next.now(),
          "job %s, which the cluster did not know for a while, is there again; it is stopped before it is started"
              .formatted(entry.plan().jobId()));
    }
    return redeployer
        .submit(request(entry, restart))
        .match(
            accepted ->
                next.to(
                    entry.launchedAs(accepted.jobId()),
                    Stage.SUBMITTED,
                    "job " + accepted.jobId() + " was accepted"),
            claimed -> entry.with(entry.attempt().claimed(claimed.claim())),
            pending -> entry,
            refused ->
                next.back(
                    entry, next.backoff(entry), "the launch was refused: " + refused.cause()));
  }

  private static LaunchRequest request(RescaleEntry entry, Rescaling.Restart restart) {
    return new LaunchRequest(
        entry.launchedJobId(),
        entry.plan().jobName(),
        restart.launch(entry.direction()),
        stateOf(entry),
        entry.parallelism(),
        others(entry),
        entry.attempt().claim());
  }

  /** True if nobody saw the old run end: the cluster only stopped showing it. */
  private static boolean mayBeAlive(RescaleEntry entry) {
    return !entry.plan().rescaling().isInPlace() && entry.timeline().down().isEmpty();
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

  RescaleEntry awaitRunning(RescaleEntry entry) throws FlinkUnavailableException {
    return runs.condition(entry.launchedJobId())
        .match(absent -> comingUp(entry), job -> awaitRunning(EndStage.seen(entry, job), job));
  }

  private RescaleEntry awaitRunning(RescaleEntry entry, Present job)
      throws FlinkUnavailableException {
    return switch (job.state()) {
      case FINISHED, CANCELED -> endedByItself(entry, job);
      case FAILED -> next.to(entry, Stage.ENDING, "the job is FAILED before it came up");
      case RUNNING -> job.subtasks() == Subtasks.ALL_UP ? cameUp(entry, job) : comingUp(entry);
      case TRANSITIONAL -> comingUp(entry);
    };
  }

  private RescaleEntry comingUp(RescaleEntry entry) {
    return next.waited(entry, entry.plan().patience().start())
        ? next.to(
            entry, Stage.ENDING, "not all subtasks run after " + entry.plan().patience().start())
        : entry;
  }

  private RescaleEntry cameUp(RescaleEntry entry, Present job) {
    boolean asAsked = job.parallelism().equals(entry.parallelism());
    boolean asBefore = job.parallelism().equals(entry.plan().former());
    boolean isHonoured = asAsked || entry.direction() == Direction.BACK;
    RescaleEntry known = isHonoured ? entry : entry.notHonoured(job.parallelism());
    if (!asAsked && asBefore) {
      return next.to(
          known,
          Stage.ROLLED_BACK,
          "the job runs, but at its former parallelism: the launch was not honoured");
    }
    String difference =
        "the job runs at parallelism %s where %s was asked for"
            .formatted(job.parallelism(), entry.parallelism());
    if (!isHonoured) {
      return next.to(known, Stage.ENDING, difference);
    }
    // On the way back a job that runs is better than one that is started again and again.
    return next.to(
        next.cameUp(entry, job),
        Stage.RUNNING,
        asAsked ? "all subtasks run at the parallelism asked for" : difference);
  }

  RescaleEntry awaitSettled(RescaleEntry entry) throws FlinkUnavailableException {
    return runs.condition(entry.launchedJobId())
        .match(
            absent -> end.vanished(entry, "the job vanished while it settled"),
            job -> awaitSettled(EndStage.seen(entry, job), job));
  }

  private RescaleEntry awaitSettled(RescaleEntry seen, Present job)
      throws FlinkUnavailableException {
    // If the job disappears once more, one look must not prove that it is gone.
    boolean wasGone = !next.isFirstLook(seen);
    RescaleEntry entry = wasGone ? next.lookAfresh(seen) : seen;
    if (job.state() == JobState.FINISHED || job.state() == JobState.CANCELED) {
      return endedByItself(entry, job);
    }
    boolean restarted = !job.runningSince().equals(entry.attempt().runningSince());
    boolean running = job.state() == JobState.RUNNING;
    if (running && restarted && !job.parallelism().equals(entry.parallelism())) {
      // Somebody else, or Flink's adaptive scheduler, has rescaled it in place. To end it would
      // start a fight.
      return next.to(
          entry,
          Stage.ABANDONED,
          "the job runs, but was rescaled to %s, not by this controller; it is left so"
              .formatted(job.parallelism()));
    }
    if (wasGone && !job.state().isTerminal() && (restarted || !running)) {
      // Its JobManager was restarted, which is no failure of the parallelism.
      return next.to(entry, Stage.SUBMITTED, "the job was gone for a moment and is there again");
    }
    if (!running || restarted) {
      return next.to(entry, Stage.ENDING, "the job failed while it settled");
    }
    boolean settled = next.waited(entry, entry.plan().patience().settle());
    if (!settled || earlier.areAlive(entry)) {
      return entry;
    }
    Optional<Instant> upSince = runs.allUpSince(entry.launchedJobId());
    return next.to(
        withEndOfFormer(upSince.map(at -> Transitions.up(entry, at)).orElse(entry)),
        finalStage(entry),
        "the job runs and has settled");
  }

  /**
   * The same entry, which knows when the former run ended. Flink tells at once that a run has
   * ended, but the time only once its cached details have expired.
   */
  private RescaleEntry withEndOfFormer(RescaleEntry entry) throws FlinkUnavailableException {
    if (entry.timeline().down().isPresent()) {
      return entry;
    }
    return runs.condition(entry.plan().jobId())
        .match(
            absent -> entry,
            former -> former.endedAt().map(at -> Transitions.down(entry, at)).orElse(entry));
  }

  /**
   * The new job ended, and not because of this rescale: its input has ended, or somebody cancelled
   * it. It is not started again.
   */
  private RescaleEntry endedByItself(RescaleEntry entry, Present job)
      throws FlinkUnavailableException {
    return job.state() == JobState.FINISHED
        ? next.to(withEndOfFormer(entry), finalStage(entry), "the job came up and has finished")
        : next.to(entry, Stage.ABANDONED, "the new job was cancelled, not by this rescale");
  }

  private static Stage finalStage(RescaleEntry entry) {
    return entry.direction() == Direction.FORWARD ? Stage.VERIFIED : Stage.ROLLED_BACK;
  }
}
