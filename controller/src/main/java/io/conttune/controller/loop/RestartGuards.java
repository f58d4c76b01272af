package io.conttune.controller.loop;

import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What forbids a restart before anybody asks whether it is possible. */
final class RestartGuards {
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

  /** Why this job may not be restarted now, in a sentence; empty if it may. */
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

  /** Why the job may not be touched for a while, by what its newest rescale came to. */
  private Optional<String> resting() {
    return journal.rescales(jobName, 1).stream().findFirst().flatMap(this::restingAfter);
  }

  private Optional<String> restingAfter(RescaleEntry newest) {
    boolean succeeded = newest.stage() == Stage.VERIFIED;
    Duration rest = succeeded ? timing.cooldown() : timing.holdAfterFailure();
    Instant until = newest.stageSince().plus(rest);
    if (!clock.instant().isBefore(until)) {
      return Optional.empty();
    }
    return Optional.of(
        succeeded
            ? "cooling down until %s after the last rescale".formatted(until)
            : "left alone until %s because the last rescale ended %s: %s"
                .formatted(until, newest.stage(), newest.note()));
  }

  /** Whoever has set the parallelism by hand had a reason; two who set it in turn are a fight. */
  private Optional<String> respected() {
    return runs.setElsewhereAt()
        .map(since -> since.plus(timing.holdAfterChange()))
        .filter(until -> clock.instant().isBefore(until))
        .map("left alone until %s because somebody else has set its parallelism"::formatted);
  }
}
