package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkErrors;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.net.HttpURLConnection;
import java.time.Duration;
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
  private final ClusterJobs jobs;
  private final NativeSavepoints natives;
  private final SteadyClock clock;

  /** Of each trigger id that was used in the life of this object, the operation's id at Flink. */
  private final Map<String, String> operations = new ConcurrentHashMap<>();

  /** Of each trigger id that Flink did not take, since when an earlier request is looked for. */
  private final Map<String, Stopwatch> looking = new ConcurrentHashMap<>();

  StopRequests(FlinkRest rest, SavepointFormat format, SteadyClock clock) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.natives = new NativeSavepoints(rest, format);
    this.clock = clock;
  }

  /** The first call asks, later ones poll. */
  StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    String operation = operations.get(triggerId);
    if (operation == null) {
      return looking.containsKey(triggerId)
          ? requestWithoutId(jobId, triggerId, savepointDirectory)
          : request(jobId, triggerId, savepointDirectory);
    }
    return rest.ask("/jobs/" + jobId + "/savepoints/" + operation)
        .match(
            answered -> progress(JsonFields.of(answered)),
            refused -> {
              if (!refused.saysOperationNotFound()) {
                throw refused.unavailable();
              }
              // A JobManager that was restarted has forgotten the operation.
              operations.remove(triggerId);
              return new StopProgress.InProgress();
            });
  }

  private StopProgress request(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    ObjectNode body = body(savepointDirectory).put("triggerId", triggerId);
    // Both fields are of 1.15: a Flink that refuses them knows the canonical format only.
    if (natives.areFor(jobId)) {
      body.put("formatType", "NATIVE");
    }
    return post(jobId, body)
        .match(
            answered -> asked(answered, triggerId),
            refused -> refused.isUnknownFormat() ? lookFirst(triggerId) : failed(refused));
  }

  private StopProgress lookFirst(String triggerId) {
    looking.put(triggerId, Stopwatch.start(clock));
    return new StopProgress.InProgress();
  }

  private StopProgress requestWithoutId(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    boolean looked = looking.get(triggerId).hasRunFor(LOOK);
    if (isBeingStopped(jobId) || !looked) {
      return new StopProgress.InProgress();
    }
    // Were the answer lost, the operation would be looked for before it is asked for again.
    lookFirst(triggerId);
    return post(jobId, body(savepointDirectory))
        .match(answered -> asked(answered, triggerId), StopRequests::failed);
  }

  private boolean isBeingStopped(String jobId) throws FlinkUnavailableException {
    Optional<JsonNode> checkpoints = jobs.checkpoints(jobId);
    if (checkpoints.isEmpty()) {
      return false;
    }
    String origin = "GET /jobs/" + jobId + "/checkpoints";
    JsonFields shown = new JsonFields(checkpoints.get(), origin, "");
    for (JsonFields checkpoint : shown.objects("history")) {
      if (checkpoint.text("status").equals("IN_PROGRESS")
          && checkpoint.text("checkpoint_type").equals("SYNC_SAVEPOINT")) {
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

  private FlinkReply post(String jobId, ObjectNode body) throws FlinkUnavailableException {
    return rest.send("POST", "/jobs/" + jobId + "/stop", Optional.of(body));
  }

  private StopProgress asked(FlinkReply.Answered answered, String triggerId)
      throws FlinkUnavailableException {
    operations.put(triggerId, answered.text("request-id"));
    return new StopProgress.InProgress();
  }

  /** An error of Flink's own leaves open whether it has begun to stop the job. */
  private static StopProgress failed(FlinkReply.Refused refused) throws FlinkUnavailableException {
    if (refused.status() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
      throw refused.unavailable();
    }
    return new StopProgress.Failed(refused.reason());
  }

  private static StopProgress progress(JsonFields reply) throws FlinkUnavailableException {
    if (!"COMPLETED".equals(reply.object("status").text("id"))) {
      return new StopProgress.InProgress();
    }
    JsonNode operation = reply.object("operation").node();
    // COMPLETED says that the operation is over; whether it succeeded stands beside it.
    if (operation.hasNonNull("location")) {
      return new StopProgress.Completed(operation.get("location").asText());
    }
    JsonNode cause = operation.path("failure-cause");
    return new StopProgress.Failed(
        FlinkErrors.rootCause(
            cause.path("stack-trace").asText(cause.path("class").asText("unknown cause"))));
  }
}
