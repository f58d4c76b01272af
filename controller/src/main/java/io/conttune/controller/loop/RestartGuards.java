package io.conttune.controller.loop;

import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Refuses restarts that are possible but unwise: too soon, or against somebody's change. When a
 * pause is met for the first time, the store tells by its own clock how much of it has passed. From
 * then on it is measured here. Not thread-safe.
 */
final class RestartGuards {
  private static final int MOST_DOUBLINGS = 5;

  private final String jobName;
  private final LoopTiming timing;
  private final JobStores stores;
  private final SteadyClock clock;
  private Optional<KnownPause> afterRescale = Optional.empty();
  private Optional<KnownPause> afterChange = Optional.empty();

  RestartGuards(String jobName, LoopTiming timing, JobStores stores, SteadyClock clock) {
    this.jobName = jobName;
    this.timing = timing;
    this.stores = stores;
    this.clock = clock;
  }

  /**
   * The pause after something.
   *
   * @param cause tells one such thing from another
   */
  private record KnownPause(Object cause, Pause pause) {}

  /** One sentence that refuses a restart that a person asks for; empty if nothing is against it. */
  Optional<String> refusalByHand(JobSnapshot job) {
    return followedByRunOnly(job);
  }

  /** One sentence that refuses a restart now; empty if the job may be restarted. */
  Optional<String> refusal(JobSnapshot job) {
    return followedByRunOnly(job).or(this::resting).or(this::respected);
  }

  /**
   * A redeployment gives the job another id. A job that the configuration names by the id of one
   * run could not be found afterwards.
   */
  private Optional<String> followedByRunOnly(JobSnapshot job) {
    return job.jobName().equals(jobName)
        ? Optional.empty()
        : Optional.of(
            "the job's YAML names the run %s, which ends with a redeployment; give the job's name, %s"
                .formatted(jobName, job.jobName()));
  }

  /** Refuses a restart that follows too soon on the newest rescale. */
  private Optional<String> resting() {
    return stores.journal().rescales(jobName, 1).stream().findFirst().flatMap(this::restingAfter);
  }

  /**
   * The hold after a failure, doubled for each failure before it since the last rescale that
   * succeeded: what failed twice will most likely fail again.
   */
  private Duration holdAfterFailures() {
    long failures =
        stores.journal().rescales(jobName, MOST_DOUBLINGS + 1).stream()
            .takeWhile(entry -> entry.stage() != Stage.VERIFIED)
            .filter(entry -> !entry.didNothing())
            .count();
    return timing.holdAfterFailure().multipliedBy(1L << Math.max(0, failures - 1));
  }

  private Optional<String> restingAfter(RescaleEntry newest) {
    List<Object> cause = List.of(newest.id(), newest.attempt().current());
    KnownPause known =
        afterRescale
            .filter(before -> before.cause().equals(cause))
            .orElseGet(
                () -> begun(cause, stores.ages().ofNewestRescale(jobName), restAfter(newest)));
    afterRescale = Optional.of(known);
    return known.pause().isOver()
        ? Optional.empty()
        : Optional.of(reason(newest, known.pause().until()));
  }

  /**
   * The least time before the next rescale. A rescale that changed nothing met an obstacle, which
   * is looked at again after the usual time for obstacles.
   */
  private Duration restAfter(RescaleEntry newest) {
    if (newest.didNothing()) {
      return timing.obstacleRetry();
    }
    if (newest.stage() != Stage.VERIFIED) {
      return holdAfterFailures();
    }
    return isByHand(newest)
        ? longer(timing.cooldown(), timing.holdAfterChange())
        : timing.cooldown();
  }

  private static boolean isByHand(RescaleEntry rescale) {
    return rescale.plan().step() == Decision.Step.BY_HAND;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static String reason(RescaleEntry newest, Instant until) {
    if (newest.didNothing()) {
      return "looked at again at %s because nothing was done by the last rescale: %s"
          .formatted(until, newest.note());
    }
    if (newest.stage() == Stage.VERIFIED && isByHand(newest)) {
      return "left alone until %s because a person has set its parallelism".formatted(until);
    }
    return newest.stage() == Stage.VERIFIED
        ? "cooling down until %s after the last rescale".formatted(until)
        : "left alone until %s because the last rescale ended %s: %s"
            .formatted(until, newest.stage(), causeOf(newest));
  }

  /** The last note of a rescale that went back says only that the job runs again. */
  private static String causeOf(RescaleEntry newest) {
    return newest.attempt().setback().orElse(newest.note());
  }

  /** Refuses to undo at once what a person or another tool has set: they had a reason. */
  private Optional<String> respected() {
    Optional<Instant> set = stores.seenRuns().seenRun(jobName).flatMap(SeenRun::setElsewhereAt);
    if (set.isEmpty()) {
      return Optional.empty();
    }
    KnownPause known =
        afterChange
            .filter(before -> before.cause().equals(set.get()))
            .orElseGet(
                () -> begun(set.get(), stores.ages().ofSeenRun(jobName), timing.holdAfterChange()));
    afterChange = Optional.of(known);
    return known.pause().isOver()
        ? Optional.empty()
        : Optional.of(
            "left alone until %s because somebody else has set its parallelism"
                .formatted(known.pause().until()));
  }

  private KnownPause begun(Object cause, Optional<Duration> age, Duration length) {
    return new KnownPause(cause, Pause.begunAgo(age.orElse(Duration.ZERO), length, clock));
  }
}
