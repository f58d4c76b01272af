package io.conttune.controller.service.status;

import io.conttune.core.Require;
import io.conttune.core.metrics.Slots;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The TaskManagers that a cluster needs for the slots that jobs hold, and for those that a job is
 * about to get. Other than in {@link ClusterNeed}, which tells what would be needed by the last
 * decisions, a slot is needed until it is free: TaskManagers may leave by this number.
 *
 * @param slots of the cluster
 * @param taskManagers that it has, at least 1
 * @param neededSlots those that jobs hold, tuned or not, and those that they are about to get
 * @param isCertain whether all of its jobs are seen as they are, so that no slot is missed
 */
public record TaskManagerNeed(Slots slots, int taskManagers, int neededSlots, boolean isCertain) {
  /** A job that was not seen for longer may hold other slots by now. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  public TaskManagerNeed {
    Objects.requireNonNull(slots, "slots");
    Require.atLeast("TaskManagers", 1, taskManagers);
    Require.atLeast("needed slots", 0, neededSlots);
  }

  /**
   * The need of one cluster.
   *
   * @param jobs all jobs of the cluster, by name
   * @return empty while nobody can tell, while a job is rescaled, and where another controller, who
   *     acts on the first of the jobs, is to tell
   */
  public static Optional<TaskManagerNeed> of(List<JobStatus> jobs) {
    boolean isForOthers =
        jobs.stream().findFirst().filter(TaskManagerNeed::isForOthers).isPresent();
    if (isForOthers || jobs.stream().anyMatch(TaskManagerNeed::isRescaled)) {
      return Optional.empty();
    }
    return jobs.stream()
        .flatMap(job -> job.run().stream())
        .min(Comparator.comparing(run -> run.seen().age()))
        .filter(run -> !run.seen().hasRunFor(FRESH))
        .map(run -> run.slots().cluster())
        .filter(slots -> slots.taskManagers().orElse(0) > 0 && slots.total() > 0)
        .map(slots -> of(slots, jobs));
  }

  private static TaskManagerNeed of(Slots slots, List<JobStatus> jobs) {
    int growth = jobs.stream().mapToInt(TaskManagerNeed::growth).sum();
    return new TaskManagerNeed(
        slots,
        slots.taskManagers().getAsInt(),
        Math.max(0, slots.total() - slots.available()) + growth,
        jobs.stream().allMatch(TaskManagerNeed::isSeen));
  }

  private static boolean isForOthers(JobStatus job) {
    return job.lease()
        .match(alone -> false, holding -> false, handedOver -> true, standingBy -> true);
  }

  private static boolean isRescaled(JobStatus job) {
    return job.phase() == Phase.RESCALING
        || job.phase() == Phase.LATE_LAUNCH
        || job.rescale().filter(rescale -> !rescale.stage().isFinal()).isPresent();
  }

  /** Slots that a job is about to get, or cannot get because there are too few. */
  private static int growth(JobStatus job) {
    Optional<Outcome> outcome =
        job.decision()
            .filter(
                record -> job.run().filter(run -> run.jobId().equals(record.jobId())).isPresent())
            .map(DecisionRecord::outcome);
    boolean isDone =
        outcome.filter(what -> what == Outcome.STARTED || what == Outcome.REFUSED).isPresent();
    return isDone
        ? job.run().map(run -> Math.max(0, run.slots().wanted() - run.slots().now())).orElse(0)
        : 0;
  }

  /** Whether the last step has seen the job, or that there is none that could come back. */
  private static boolean isSeen(JobStatus job) {
    return switch (job.phase()) {
      case MEASURING, MISFIT, OBSERVED, TUNED ->
          job.run().filter(run -> !run.seen().hasRunFor(FRESH)).isPresent();
      case WAITING -> job.outage().isEmpty() && !isForOthers(job);
      case STARTING, UNREACHABLE, RESCALING, LATE_LAUNCH, STORE_FAILED, DEFECT -> false;
    };
  }

  /** The slots of one TaskManager, the mean rounded down, at least 1. */
  public int slotsPerTaskManager() {
    return Math.max(1, slots.total() / taskManagers);
  }

  /** The TaskManagers that the needed slots fill. */
  public int needed() {
    return (neededSlots + slotsPerTaskManager() - 1) / slotsPerTaskManager();
  }
}
