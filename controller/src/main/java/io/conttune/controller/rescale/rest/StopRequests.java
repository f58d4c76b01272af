package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkErrors;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.StopProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for stops with a savepoint under trigger ids of the caller's choice, which Flink knows from
 * 1.15 on: the same request again is the same operation. An older one answers 400 to the field and
 * does nothing; then the operation gets an id from Flink, and before it is asked for, a savepoint
 * that an earlier request may have begun is looked for, for as long as Flink's caches may hide it.
 * The job runs meanwhile.
 */
final class StopRequests {
  /** For longer than an answer is served from a cache, with the default refresh interval of 3 s. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final FlinkRest rest;
  private final InstantSource clock;

  /** Of each trigger id that was used in the life of this object, the operation's id at Flink. */
  private final Map<String, String> operations = new ConcurrentHashMap<>();

  /** Of each trigger id that Flink did not take, from when on it may be asked for without one. */
  private final Map<String, Instant> askableFrom = new ConcurrentHashMap<>();

  StopRequests(FlinkRest rest, InstantSource clock) {
    this.rest = rest;
    this.clock = clock;
  }

  /** The first call asks, later ones poll. */
  StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    String operation = operations.get(triggerId);
    if (operation == null) {
      return askableFrom.containsKey(triggerId)
          ? requestWithoutId(jobId, triggerId, savepointDirectory)
          : request(jobId, triggerId, savepointDirectory);
    }
    Reply progress =
        rest.send("GET", "/jobs/" + jobId + "/savepoints/" + operation, Optional.empty());
    if (progress.status() == 404) {
      // A JobManager that was restarted has forgotten the operation.
      operations.remove(triggerId);
      return new StopProgress.InProgress();
    }
    return progress(accepted(progress));
  }

  private StopProgress request(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    Reply reply = post(jobId, body(savepointDirectory).put("triggerId", triggerId));
    if (FlinkErrors.isUnknownFormat(reply)) {
      return lookFirst(triggerId);
    }
    return asked(reply, triggerId);
  }

  private StopProgress lookFirst(String triggerId) {
    askableFrom.put(triggerId, clock.instant().plus(LOOK));
    return new StopProgress.InProgress();
  }

  private StopProgress requestWithoutId(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    boolean looked = !clock.instant().isBefore(askableFrom.get(triggerId));
    if (isBeingStopped(jobId) || !looked) {
      return new StopProgress.InProgress();
    }
    // Were the answer lost, the operation would be looked for before it is asked for again.
    lookFirst(triggerId);
    return asked(post(jobId, body(savepointDirectory)), triggerId);
  }

  private boolean isBeingStopped(String jobId) throws FlinkUnavailableException {
    Reply reply = rest.send("GET", "/jobs/" + jobId + "/checkpoints", Optional.empty());
    if (reply.status() == 404) {
      return false;
    }
    for (JsonNode checkpoint : accepted(reply).path("history")) {
      if (checkpoint.path("status").asText().equals("IN_PROGRESS")
          && checkpoint.path("checkpoint_type").asText().equals("SYNC_SAVEPOINT")) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode body(String savepointDirectory) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("targetDirectory", savepointDirectory)
        .put("drain", false);
  }

  private Reply post(String jobId, ObjectNode body) throws FlinkUnavailableException {
    return rest.send("POST", "/jobs/" + jobId + "/stop", Optional.of(body));
  }

  private StopProgress asked(Reply reply, String triggerId) throws FlinkUnavailableException {
    boolean refused = reply.status() >= 400 && reply.status() < 500;
    if (refused && !FlinkErrors.leaveOpen(reply)) {
      return new StopProgress.Failed(FlinkErrors.of(reply));
    }
    operations.put(triggerId, accepted(reply).path("request-id").asText(triggerId));
    return new StopProgress.InProgress();
  }

  private static StopProgress progress(JsonNode reply) {
    if (!"COMPLETED".equals(reply.path("status").path("id").asText())) {
      return new StopProgress.InProgress();
    }
    JsonNode operation = reply.path("operation");
    // COMPLETED says that the operation is over; whether it succeeded stands beside it.
    if (operation.hasNonNull("location")) {
      return new StopProgress.Completed(operation.get("location").asText());
    }
    JsonNode cause = operation.path("failure-cause");
    return new StopProgress.Failed(
        FlinkErrors.rootCause(
            cause.path("stack-trace").asText(cause.path("class").asText("unknown cause"))));
  }

  private static JsonNode accepted(Reply reply) throws FlinkUnavailableException {
    if (!reply.isSuccess()) {
      throw new FlinkUnavailableException(reply.origin() + ": " + FlinkErrors.of(reply));
    }
    return reply.body();
  }
}
