package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks for metrics of a vertex, aggregated over its subtasks. One unknown name would make the whole
 * answer empty, so names are listed first; of the list only what was wanted is kept, and it is
 * asked for again as long as something is missing, because some metrics are registered late.
 */
final class VertexMetrics {
  private final FlinkRest flink;
  private final Map<OperatorId, Set<String>> known = new HashMap<>();
  private String jobOfKnown = "";

  VertexMetrics(FlinkRest flink) {
    this.flink = flink;
  }

  /** Chooses names of metrics out of those that a vertex has. */
  interface Wanted {
    Set<String> among(Set<String> listed);

    /** Whether another look at the list of names could bring nothing more. */
    boolean isCompleteWith(Set<String> chosen);
  }

  /** The wanted metrics that exist, by name; empty if the cluster has none (yet). */
  Map<String, JsonFields> read(String jobId, OperatorId vertex, Wanted wanted)
      throws FlinkUnavailableException {
    if (!jobId.equals(jobOfKnown)) {
      known.clear();
      jobOfKnown = jobId;
    }
    String path = "/jobs/" + jobId + "/vertices/" + vertex + "/subtasks/metrics";
    Set<String> names = names(path, vertex, wanted);
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, JsonFields> values = byName(flink.fetch(path + query(names)));
    if (values.isEmpty()) {
      known.remove(vertex);
    }
    return values;
  }

  private Set<String> names(String path, OperatorId vertex, Wanted wanted)
      throws FlinkUnavailableException {
    Optional<Set<String>> before =
        Optional.ofNullable(known.get(vertex)).filter(wanted::isCompleteWith);
    if (before.isPresent()) {
      return before.get();
    }
    Set<String> chosen = wanted.among(byName(flink.fetch(path)).keySet());
    known.put(vertex, chosen);
    return chosen;
  }

  /** Metrics without a name are left out: none of them is one that is wanted. */
  private static Map<String, JsonFields> byName(FlinkReply.Answered reply)
      throws FlinkUnavailableException {
    Map<String, JsonFields> result = new LinkedHashMap<>();
    for (JsonFields metric : JsonFields.listOf(reply)) {
      String name = metric.node().path("id").asText("");
      if (!name.isBlank()) {
        result.put(name, metric);
      }
    }
    return result;
  }

  private static String query(Set<String> names) {
    return new TreeSet<>(names)
        .stream()
            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining(",", "?get=", "&agg=sum,avg"));
  }
}
