package io.conttune.controller.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.rescale.plan.ClusterFacts;
import io.conttune.controller.rescale.plan.JobFacts;
import io.conttune.controller.rescale.plan.PathVerdict;
import io.conttune.controller.rescale.plan.RescalePaths;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks what of one job would stand in the way of tuning it. Only asks. */
final class JobCheckup {
  /** Flink serves the details of a job from a cache of some seconds. */
  private static final Duration TOLERATED_SKEW = Duration.ofSeconds(15);

  private final FlinkRest rest;
  private final ListedJob job;
  private final String subject;
  private final List<Finding> findings = new ArrayList<>();

  private JobCheckup(FlinkRest rest, ListedJob job, String subject) {
    this.rest = rest;
    this.job = job;
    this.subject = subject;
  }

  /**
   * What was found. A job that cannot be asked, such as one that has just ended, is a finding too.
   *
   * @param subject name of the job
   */
  static List<Finding> of(FlinkRest rest, ListedJob job, String subject, InstantSource clock) {
    JobCheckup checkup = new JobCheckup(rest, job, subject);
    try {
      checkup.checkpoints();
      checkup.paths();
      checkup.clock(clock.instant());
    } catch (FlinkUnavailableException refused) {
      checkup.findings.add(
          Finding.trouble(
              subject,
              "could not be asked: " + refused.getMessage(),
              "see whether it still runs, and ask again"));
    }
    return checkup.findings;
  }

  private void checkpoints() throws FlinkUnavailableException {
    Optional<Long> interval =
        rest.ask("/jobs/" + job.id() + "/checkpoints/config")
            .match(
                answered -> Optional.of(interval(answered)),
                refused -> {
                  if (refused.saysCheckpointingIsOff()) {
                    return Optional.empty();
                  }
                  throw refused.unavailable();
                });
    if (interval.filter(millis -> millis > 0 && millis < Long.MAX_VALUE).isPresent()) {
      findings.add(
          Finding.note(subject, "takes a checkpoint every %.0f s".formatted(interval.get() / 1e3)));
    } else {
      findings.add(
          Finding.trouble(
              subject,
              "takes no checkpoints: it cannot be rescaled in place, and a stop that fails leaves"
                  + " nothing to start it from",
              "set execution.checkpointing.interval, for example to 1 min"));
    }
  }

  private static long interval(FlinkReply.Answered config) {
    JsonNode interval = config.body().path("interval");
    return interval.asLong();
  }

  /** The ways on which it can be rescaled, by what its cluster and it say of themselves. */
  private void paths() {
    try {
      JobFacts facts = JobFacts.read(rest, new RestJobRuns(rest), job.id());
      RescalePaths.of(ClusterFacts.read(rest), facts, Optional.empty(), Sinks.AT_LEAST_ONCE)
          .all()
          .forEach(verdict -> findings.add(Finding.note(subject, sentence(verdict))));
      facts
          .lossByFailure()
          .ifPresent(
              why ->
                  findings.add(
                      Finding.note(subject, "a stop that fails may leave nothing of it: " + why)));
    } catch (FlinkUnavailableException odd) {
      findings.add(
          Finding.trouble(
              subject,
              "it is not known how it could be rescaled: " + odd.getMessage(),
              "see whether the cluster and the job are well, and ask again"));
    }
  }

  private static String sentence(PathVerdict verdict) {
    return "%s %s: %s"
        .formatted(
            verdict.path(),
            verdict.match(open -> "works", closed -> "does not work"),
            verdict.reason());
  }

  /** Its own clock at the moment of the answer, which a cache may have kept for a while. */
  private void clock(Instant here) throws FlinkUnavailableException {
    Instant there = Instant.ofEpochMilli(rest.get("/jobs/" + job.id()).path("now").asLong());
    Duration skew = Duration.between(there, here).abs();
    if (skew.compareTo(TOLERATED_SKEW) > 0) {
      findings.add(
          Finding.trouble(
              subject,
              "its JobManager's clock and the one here differ by %d s".formatted(skew.toSeconds()),
              "let both machines follow a time server: downtimes and logs would not fit together"));
    }
  }
}
