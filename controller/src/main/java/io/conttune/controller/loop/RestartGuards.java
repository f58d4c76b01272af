package io.conttune.controller.loop;

import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Refuses restarts that are possible but unwise: too soon, or against somebody's change. */
final class RestartGuards {
  private static final int MOST_DOUBLINGS = 5;

  private final String jobName;
  private final LoopTiming timing;
  private final Journal journal;
  private final RunFollower runs;
  private final InstantSource clock;

  RestartGuards(
      String jobName, LoopTiming timing, Journal journal, RunFollower runs, InstantSource clock) {
    this.jobName = jobName;
    this.timing = timing;
    this.journal = journal;
    this.runs = runs;
    this.clock = clock;
  }

  /** One sentence that refuses a restart now; empty if the job may be restarted. */
  Optional<String> refusal(JobSnapshot job) {
    return followedByRunOnly(job).or(this::resting).or(this::respected);
  }

  /**
   * A job that is named by the id of one run would be lost from sight with its first redeployment.
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
    return journal.rescales(jobName, 1).stream().findFirst().flatMap(this::restingAfter);
  }

  /**
   * The hold after a failure, doubled for each failure before it since the last rescale that
   * succeeded: what failed twice will most likely fail again.
   */
  private Duration holdAfterFailures() {
    long failures =
        journal.rescales(jobName, MOST_DOUBLINGS + 1).stream()
            .takeWhile(entry -> entry.stage() != Stage.VERIFIED)
            .count();
    return timing.holdAfterFailure().multipliedBy(1L << Math.max(0, failures - 1));
  }

  private Optional<String> restingAfter(RescaleEntry newest) {
    boolean succeeded = newest.stage() == Stage.VERIFIED;
    Duration rest = succeeded ? timing.cooldown() : holdAfterFailures();
    Instant until = newest.stageSince().plus(rest);
    if (!clock.instant().isBefore(until)) {
      return Optional.empty();
    }
    return Optional.of(
        succeeded
            ? "cooling down until %s after the last rescale".formatted(until)
            : "left alone until %s because the last rescale ended %s: %s"
                .formatted(until, newest.stage(), causeOf(newest)));
  }

  /** The last note of a rescale that went back says only that the job runs again. */
  private static String causeOf(RescaleEntry newest) {
    return newest.attempt().setback().orElse(newest.note());
  }

  /** Refuses to undo at once what a person or another tool has set: they had a reason. */
  private Optional<String> respected() {
    return runs.setElsewhereAt()
        .map(since -> since.plus(timing.holdAfterChange()))
        .filter(until -> clock.instant().isBefore(until))
        .map("left alone until %s because somebody else has set its parallelism"::formatted);
  }
}
