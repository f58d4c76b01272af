package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.conttune.collector.FlinkErrors;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointDisposer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Disposes of savepoints through Flink's REST API, where a disposal is an operation to ask after.
 */
public final class RestSavepointDisposer implements SavepointDisposer {
  private static final String DISPOSALS = "/savepoint-disposal";

  /** Flink's words for a path where there is nothing, on every file system. */
  private static final String NOT_THERE = "Cannot find checkpoint or savepoint";

  private final FlinkRest rest;

  /**
   * By path, the operation that was begun in the life of this object and has not come to an end.
   */
  private final Map<String, String> operations = new ConcurrentHashMap<>();

  /** The cluster that this client reaches. */
  public RestSavepointDisposer(FlinkRest rest) {
    this.rest = rest;
  }

  @Override
  public Disposal dispose(String path) throws FlinkUnavailableException {
    String operation = operations.get(path);
    return operation == null ? request(path) : progress(path, operation);
  }

  private Disposal request(String path) throws FlinkUnavailableException {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("savepoint-path", path);
    FlinkReply reply = rest.send("POST", DISPOSALS, Optional.of(body));
    operations.put(path, reply.orThrow().text("request-id"));
    return new Disposal.InProgress();
  }

  private Disposal progress(String path, String operation) throws FlinkUnavailableException {
    return rest.ask(DISPOSALS + "/" + operation)
        .match(
            answered -> progress(path, JsonFields.of(answered)),
            refused -> {
              if (!refused.saysOperationNotFound()) {
                throw refused.unavailable();
              }
              // A JobManager that was restarted has forgotten it, but may have carried it out.
              operations.remove(path);
              return new Disposal.InProgress();
            });
  }

  private Disposal progress(String path, JsonFields answer) throws FlinkUnavailableException {
    if (!"COMPLETED".equals(answer.object("status").text("id"))) {
      return new Disposal.InProgress();
    }
    Disposal end = end(answer.object("operation").node().path("failure-cause"));
    operations.remove(path);
    return end;
  }

  /** COMPLETED says that the operation is over; whether it failed stands beside it. */
  private static Disposal end(JsonNode failure) {
    if (failure.isMissingNode() || failure.isNull()) {
      return new Disposal.Gone();
    }
    String trace = failure.path("stack-trace").asText(failure.path("class").asText());
    return trace.contains(NOT_THERE)
        ? new Disposal.Gone()
        : new Disposal.Failed(FlinkErrors.rootCause(trace));
  }

  @Override
  public Optional<String> restoredFrom(String jobId) throws FlinkUnavailableException {
    JsonNode latest = rest.get("/jobs/" + jobId + "/checkpoints").path("latest");
    if (!latest.isObject()) {
      throw new FlinkUnavailableException(
          "GET /jobs/%s/checkpoints does not say from what the job was restored".formatted(jobId));
    }
    JsonNode restored = latest.path("restored");
    if (!restored.isObject()) {
      return Optional.empty();
    }
    if (!restored.hasNonNull("external_path")) {
      throw new FlinkUnavailableException(
          "GET /jobs/%s/checkpoints does not say where the restored state is".formatted(jobId));
    }
    return Optional.of(restored.get("external_path").asText());
  }
}
