package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state that is left of a job when it fails. A stop-with-savepoint that fails, as by a timeout,
 * fails the job once; a parallelism that does not come up in place fails it again and again, until
 * it is taken back. If the job's restart strategy gives up, Flink deletes what checkpoints are not
 * externalized, and then there is nothing to start it from.
 *
 * @param lossByOne the reason for which a single failure may leave nothing, and the setting that
 *     helps; empty if it leaves state
 * @param lossByMany the same of any number of failures
 */
record AfterFailure(Optional<String> lossByOne, Optional<String> lossByMany) {
  /** The job restarts by itself however often it fails, or its checkpoints are kept. */
  static final AfterFailure STATE = new AfterFailure(Optional.empty(), Optional.empty());

  /** Of a job that takes no checkpoints. */
  static final AfterFailure WITHOUT_CHECKPOINTS =
      nothing("it takes no checkpoints; set execution.checkpointing.interval");

  /**
   * So many restarts must be left: one for the failure that is feared, and one because Flink shows
   * the number of restarts late, by 10 s and more, and the job may have failed since.
   */
  private static final int ATTEMPTS_NEEDED = 2;

  private static final String UNKEPT =
      ", and Flink deletes the checkpoints of a job that has failed; set restart-strategy.type:"
          + " exponential-delay, or execution.checkpointing.externalized-checkpoint-retention:"
          + " RETAIN_ON_CANCELLATION";

  /** Of a job whose checkpoints are kept. */
  private static final String NONE_YET = ", and the job has not completed a checkpoint yet";

  AfterFailure {
    Objects.requireNonNull(lossByOne, "lossByOne");
    Objects.requireNonNull(lossByMany, "lossByMany");
    if (lossByOne.isPresent() && lossByMany.isEmpty()) {
      throw new IllegalArgumentException("what one failure destroys, many do not leave");
    }
  }

  /** The kind of the newest state that the JobManager of a job could restore it from. */
  enum RestorePoint {
    /** A checkpoint, completed or restored from. */
    CHECKPOINT,
    /** The savepoint that it was started from; it has completed no checkpoint since. */
    SAVEPOINT,
    NONE
  }

  static AfterFailure nothing(String why) {
    return new AfterFailure(Optional.of(why), Optional.of(why));
  }

  /** State after one failure, but not after any number of them. */
  static AfterFailure stateOnce(String why) {
    return new AfterFailure(Optional.empty(), Optional.of(why));
  }

  /**
   * Reads it of a running job that takes checkpoints.
   *
   * @param job its details
   * @param newest kind of the state that it has completed or been restored from last
   * @param kept whether its checkpoints are kept when it has failed
   * @throws FlinkUnavailableException if Flink does not answer
   */
  static AfterFailure read(
      FlinkRest rest, String jobId, JsonFields job, RestorePoint newest, boolean kept)
      throws FlinkUnavailableException {
    if (newest == RestorePoint.NONE) {
      return nothing("it has not completed a checkpoint yet");
    }
    // A savepoint is not kept or deleted with the checkpoints: Flink itself must restore it.
    if (newest == RestorePoint.CHECKPOINT && kept) {
      return STATE;
    }
    String otherwise = kept ? NONE_YET : UNKEPT;
    return RestartStrategies.of(rest, jobId)
        .match(
            never -> nothing("it has no restart strategy" + otherwise),
            unlimited -> STATE,
            limited -> {
              OptionalLong restarts =
                  areForgotten(limited.within(), job) ? OptionalLong.of(0) : restarts(rest, jobId);
              return limited(limited.attempts(), restarts, otherwise);
            },
            unknown ->
                nothing(
                    "it is not known how often it restarts by \"%s\""
                            .formatted(unknown.description())
                        + otherwise));
  }

  private static AfterFailure limited(int attempts, OptionalLong restarts, String otherwise) {
    if (restarts.isEmpty()) {
      return nothing(
          "its restarts are limited to %d, and Flink does not say how often it has restarted"
                  .formatted(attempts)
              + otherwise);
    }
    long left = Math.max(0, attempts - restarts.getAsLong());
    String why =
        "its restart strategy has %d of %d restarts left".formatted(left, attempts) + otherwise;
    return left < ATTEMPTS_NEEDED ? nothing(why) : stateOnce(why);
  }

  /** Whether a job has run for longer than the time within which its restarts count. */
  private static boolean areForgotten(Optional<Duration> within, JsonFields job)
      throws FlinkUnavailableException {
    return within.isPresent() && runningFor(job).compareTo(within.get()) > 0;
  }

  private static Duration runningFor(JsonFields job) throws FlinkUnavailableException {
    long since = job.object("timestamps").number("RUNNING");
    long now = job.number("now");
    return since > 0 ? Duration.ofMillis(Math.max(0, now - since)) : Duration.ZERO;
  }

  /**
   * The number of restarts of a run after failures; each uses up an attempt. Flink counts a rescale
   * in place as a restart too; from 2.0 on it says how many there were, before it they are taken
   * for failures.
   */
  private static OptionalLong restarts(FlinkRest rest, String jobId)
      throws FlinkUnavailableException {
    OptionalLong restarts = OptionalLong.empty();
    long rescales = 0;
    String metrics = "/jobs/" + jobId + "/metrics?get=numRestarts,fullRestarts,numRescales";
    for (JsonNode metric : rest.get(metrics)) {
      String value = metric.path("value").asText();
      long number = value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
      if (number >= 0 && metric.path("id").asText().equals("numRescales")) {
        rescales = number;
      } else if (number >= 0) {
        // Up to 1.20 two names of one number, of which now and then only one is shown.
        restarts = OptionalLong.of(Math.max(number, restarts.orElse(0)));
      }
    }
    long failures = Math.max(0, restarts.orElse(0) - rescales);
    return restarts.isEmpty() ? restarts : OptionalLong.of(failures);
  }
}
