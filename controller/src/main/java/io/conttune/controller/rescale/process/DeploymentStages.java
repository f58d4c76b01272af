package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * The stages of a rescale by a deployment: what it asks for is changed, and its operator stops the
 * job with its state and starts it again. What it asks for is read before and after each change, so
 * that a change is made once, and that of somebody else is left alone. Nothing here stops or starts
 * a run.
 */
final class DeploymentStages {
  private final Transitions next;
  private final JobRuns runs;
  private final Deployments deployments;

  DeploymentStages(Transitions next, JobRuns runs, Deployments deployments) {
    this.next = next;
    this.runs = runs;
    this.deployments = deployments;
  }

  RescaleEntry advance(RescaleEntry entry, Rescaling.ByDeployment way)
      throws FlinkUnavailableException {
    return switch (entry.stage()) {
      case PLANNED -> begin(entry, way);
      case REQUESTING -> request(entry, way);
      case REQUESTED -> await(entry, way);
      case RUNNING -> awaitSettled(entry);
      case STOPPING, STOPPED, SUBMITTING, SUBMITTED, ENDING ->
          throw new IllegalStateException("rescale %s launches nothing".formatted(entry.id()));
      case VERIFIED, ROLLED_BACK, ABANDONED, FAILED -> entry;
    };
  }

  /** Nothing was done yet; what was found when it was planned must still hold. */
  private RescaleEntry begin(RescaleEntry entry, Rescaling.ByDeployment way)
      throws FlinkUnavailableException {
    Optional<Present> job = running(entry.plan().jobId());
    if (job.isEmpty()) {
      return next.to(entry, Stage.ABANDONED, "the job no longer runs; nothing was done");
    }
    return deployments
        .look(way.deployment())
        .match(
            present -> begin(entry, way, job.get(), present),
            absent -> next.to(entry, Stage.ABANDONED, absent.reason() + "; nothing was done"));
  }

  private RescaleEntry begin(
      RescaleEntry entry,
      Rescaling.ByDeployment way,
      Present job,
      DeploymentSighting.Present deployment) {
    if (!deployment.parallelism().equals(way.former())) {
      return changedByOthers(entry, deployment.parallelism());
    }
    if (!deployment.obstacles().isEmpty()) {
      return next.to(
          entry, Stage.ABANDONED, String.join("; ", deployment.obstacles()) + "; nothing was done");
    }
    return next.to(
        next.askedToStop(runningSince(entry, job), job),
        Stage.REQUESTING,
        "deployment %s is told to ask for another parallelism: %s"
            .formatted(way.deployment(), way.reason()));
  }

  private RescaleEntry request(RescaleEntry entry, Rescaling.ByDeployment way)
      throws FlinkUnavailableException {
    Direction other = entry.direction() == Direction.FORWARD ? Direction.BACK : Direction.FORWARD;
    DeploymentParallelism wanted = way.parallelism(entry.direction());
    return deployments
        .change(way.deployment(), way.parallelism(other), wanted)
        .match(
            changed ->
                next.to(
                    entry,
                    Stage.REQUESTED,
                    "deployment %s asks for %s; its operator has the job restarted"
                        .formatted(way.deployment(), entry.parallelism())),
            others -> changedByOthers(entry, others.found()),
            refused -> refused(entry, refused.cause()));
  }

  private RescaleEntry refused(RescaleEntry entry, String cause) {
    return entry.direction() == Direction.FORWARD
        ? next.to(
            entry.with(RescaleTimes.EMPTY),
            Stage.ABANDONED,
            "what the deployment asks for cannot be changed; nothing was done: " + cause)
        : next.pause(entry, entry.plan().patience().retry());
  }

  /** Somebody else scales this job, too. If both went on, each would undo what the other did. */
  private RescaleEntry changedByOthers(RescaleEntry entry, DeploymentParallelism found) {
    return next.to(
        entry,
        Stage.ABANDONED,
        "what the deployment asks for was changed by somebody else, to parallelism %d with overrides"
                .formatted(found.job())
            + " %s; it is left as it is".formatted(found.overrides()));
  }

  private RescaleEntry await(RescaleEntry entry, Rescaling.ByDeployment way)
      throws FlinkUnavailableException {
    return deployments
        .look(way.deployment())
        .match(
            present ->
                present.parallelism().equals(way.parallelism(entry.direction()))
                    ? await(entry, way, present)
                    : changedByOthers(entry, present.parallelism()),
            absent -> gone(entry, absent));
  }

  /**
   * Whoever deletes a deployment ends its job. One that may not be seen for a while is waited for.
   */
  private RescaleEntry gone(RescaleEntry entry, DeploymentSighting.Absent absent)
      throws FlinkUnavailableException {
    if (absent.isGone()) {
      return next.to(entry, Stage.ABANDONED, absent.reason() + "; not by this rescale");
    }
    throw new FlinkUnavailableException(absent.reason());
  }

  private RescaleEntry await(
      RescaleEntry entry, Rescaling.ByDeployment way, DeploymentSighting.Present deployment)
      throws FlinkUnavailableException {
    String jobId = deployment.jobId().orElse(entry.launchedJobId());
    Optional<Present> job = seen(jobId);
    Optional<Present> up = job.filter(DeploymentStages::isUp);
    if (up.isPresent() && up.get().parallelism().equals(entry.parallelism())) {
      return cameUp(
          entry.launchedAs(jobId), up.get(), "all subtasks run at the parallelism asked for");
    }
    // Between the runs the REST API may be away together with its JobManager.
    RescaleEntry seen =
        up.isPresent()
            ? upAsBefore(entry)
            : Transitions.down(entry, job.flatMap(Present::now).orElseGet(next::now));
    if (!next.waited(seen, way.operatorDelay().plus(seen.plan().patience().start()))) {
      return seen;
    }
    String difference =
        "the job %s where %s was asked for; the operator says: %s"
            .formatted(
                up.map(is -> "runs at parallelism " + is.parallelism()).orElse("is not up"),
                entry.parallelism(),
                deployment.status());
    if (up.isPresent() && entry.direction() == Direction.BACK) {
      // A job that runs is better than one that is changed again and again.
      return cameUp(seen.launchedAs(jobId), up.get(), difference);
    }
    boolean isNewRun = up.isPresent() && !runningSinceOf(seen).equals(up.get().runningSince());
    RescaleEntry judged = isNewRun ? seen.notHonoured(up.get().parallelism()) : seen;
    return back(judged, difference);
  }

  /**
   * A job that had failed and is up again before its operator acts was not down by this rescale.
   */
  private static RescaleEntry upAsBefore(RescaleEntry entry) {
    return entry
        .timeline()
        .askedAt()
        .map(asked -> entry.with(RescaleTimes.EMPTY.asked(asked)))
        .orElse(entry);
  }

  private RescaleEntry back(RescaleEntry entry, String why) {
    return entry.nextAttemptBackInPlace(
        next.now(),
        next.backoff(entry),
        why + "; the deployment is told to ask for the former one");
  }

  private RescaleEntry cameUp(RescaleEntry entry, Present job, String what) {
    return next.to(next.cameUp(entry, job), Stage.RUNNING, what);
  }

  private RescaleEntry awaitSettled(RescaleEntry entry) throws FlinkUnavailableException {
    Optional<Present> job = running(entry.launchedJobId());
    if (job.filter(is -> runningSinceOf(entry).equals(is.runningSince())).isEmpty()) {
      return runs.condition(entry.launchedJobId())
          .match(
              absent -> back(entry, "the job was gone while it settled"),
              ended ->
                  switch (ended.state()) {
                    case FINISHED ->
                        next.to(entry, finalStage(entry), "the job came up and has finished");
                    case CANCELED ->
                        next.to(
                            entry, Stage.ABANDONED, "the job was cancelled, not by this rescale");
                    case FAILED, RUNNING, TRANSITIONAL ->
                        back(entry, "the job failed while it settled");
                  });
    }
    if (!next.waited(entry, entry.plan().patience().settle())) {
      return entry;
    }
    Optional<Instant> up = runs.allUpSince(entry.launchedJobId());
    return next.to(
        up.map(at -> Transitions.up(entry, at)).orElse(entry),
        finalStage(entry),
        "the job runs and has settled");
  }

  private static Stage finalStage(RescaleEntry entry) {
    return entry.direction() == Direction.FORWARD ? Stage.VERIFIED : Stage.ROLLED_BACK;
  }

  private static boolean isUp(Present job) {
    return job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP;
  }

  private Optional<Present> running(String jobId) throws FlinkUnavailableException {
    return present(runs.condition(jobId)).filter(job -> job.state() == JobState.RUNNING);
  }

  /** The run as far as its cluster answers at all. */
  private Optional<Present> seen(String jobId) {
    try {
      return present(runs.condition(jobId));
    } catch (FlinkUnavailableException away) {
      return Optional.empty();
    }
  }

  private static Optional<Present> present(JobCondition condition) {
    return condition.match(absent -> Optional.empty(), Optional::of);
  }

  private static RescaleEntry runningSince(RescaleEntry entry, Present job) {
    return job.runningSince()
        .map(since -> entry.with(entry.attempt().runningSince(since)))
        .orElse(entry);
  }

  private static Optional<Instant> runningSinceOf(RescaleEntry entry) {
    return entry.attempt().runningSince();
  }
}
