package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.ParallelismRange;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads and changes, over REST, the parallelism that a job asks its scheduler for. A GET tells
 * whether it can ask: Flink before 1.18 answers 404, another scheduler or a job that is gone 500.
 */
final class RestResourceRequirements {
  private static final String PARALLELISM = "parallelism";
  private static final String LOWER = "lowerBound";
  private static final String UPPER = "upperBound";

  private final FlinkRest rest;
  private final ClusterJobs jobs;

  RestResourceRequirements(FlinkRest rest) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
  }

  Optional<Map<OperatorId, ParallelismRange>> of(String jobId) throws FlinkUnavailableException {
    return rest.ask(path(jobId))
        .match(
            answered -> Optional.of(ranges(answered)),
            refused -> {
              if (refused.saysUnsupported()
                  || refused.saysPathNotFound()
                  || jobs.isGone(refused, jobId)) {
                return Optional.empty();
              }
              throw refused.unavailable();
            });
  }

  private static Map<OperatorId, ParallelismRange> ranges(FlinkReply.Answered reply)
      throws FlinkUnavailableException {
    if (reply.body().isEmpty()) {
      // Every job has vertices: this is not what the scheduler says.
      throw new FlinkUnavailableException(
          reply.origin() + " answered without a job vertex, expected the bounds of each");
    }
    Map<OperatorId, ParallelismRange> ranges = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> vertex : reply.body().properties()) {
      if (vertex.getKey().isBlank()) {
        throw new FlinkUnavailableException(
            reply.origin() + " answered with a job vertex without an id");
      }
      ranges.put(new OperatorId(vertex.getKey()), range(vertex.getValue(), reply));
    }
    return ranges;
  }

  private static ParallelismRange range(JsonNode vertex, FlinkReply.Answered reply)
      throws FlinkUnavailableException {
    JsonNode bounds = vertex.path(PARALLELISM);
    int lower = bounds.path(LOWER).asInt();
    int upper = bounds.path(UPPER).asInt();
    if (lower < 1 || upper < lower) {
      throw new FlinkUnavailableException(
          "%s: expected a lower bound from 1 and an upper bound from that, but found %s"
              .formatted(reply.origin(), vertex));
    }
    return new ParallelismRange(lower, upper);
  }

  ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
      throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(byText(ranges))
        .forEach(
            (vertex, range) ->
                body.withObject("/" + vertex + "/" + PARALLELISM)
                    .put(LOWER, range.lowerBound())
                    .put(UPPER, range.upperBound()));
    return rest.send("PUT", path(jobId), Optional.of(body))
        .match(
            answered -> new ChangeReply.Accepted(),
            refused -> {
              // Flink explains an error of its own with 500; what became of the request is open.
              if (refused.status() >= HttpURLConnection.HTTP_INTERNAL_ERROR
                  && !refused.saysUnsupported()) {
                throw refused.unavailable();
              }
              return new ChangeReply.Refused(refused.reason());
            });
  }

  private static Map<String, ParallelismRange> byText(Map<OperatorId, ParallelismRange> ranges) {
    Map<String, ParallelismRange> result = new LinkedHashMap<>();
    ranges.forEach((id, range) -> result.put(id.value(), range));
    return result;
  }

  private static String path(String jobId) {
    return "/jobs/" + jobId + "/resource-requirements";
  }
}
