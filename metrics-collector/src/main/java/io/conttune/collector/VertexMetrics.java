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
 * answer empty, so names are listed first; of the list only what was wanted is kept. It is asked
 * for again as long as something is missing, because some metrics are registered late, and where
 * names may be added, once in a while.
 */
final class VertexMetrics {
  private final FlinkRest flink;
  private final Map<OperatorId, Known> known = new HashMap<>();
  private String jobOfKnown = "";

  VertexMetrics(FlinkRest flink) {
    this.flink = flink;
  }

  /** Chooses names of metrics out of those that a vertex has. */
  interface Wanted {
    Set<String> among(Set<String> listed);

    /**
     * Whether another look at the list of names could bring nothing more.
     *
     * @param chosen of the last list
     * @param reads since that list, at least 1
     */
    boolean isCompleteWith(Set<String> chosen, int reads);
  }

  /** The choice of the last list, and how often it was read since. */
  private record Known(Set<String> chosen, int reads) {
    Known readAgain() {
      return new Known(chosen, reads + 1);
    }
  }

  /**
   * The answer of a vertex.
   *
   * @param values the wanted metrics that exist, by name; empty if the cluster has none (yet)
   * @param listed all names; empty where they were not asked for
   */
  record Told(Map<String, JsonFields> values, Optional<Set<String>> listed) {}

  /** The metrics of a vertex. */
  Told read(String jobId, OperatorId vertex, Wanted wanted) throws FlinkUnavailableException {
    if (!jobId.equals(jobOfKnown)) {
      known.clear();
      jobOfKnown = jobId;
    }
    String path = "/jobs/" + jobId + "/vertices/" + vertex + "/subtasks/metrics";
    Optional<Known> before =
        Optional.ofNullable(known.get(vertex))
            .filter(last -> wanted.isCompleteWith(last.chosen(), last.reads()));
    if (before.isPresent()) {
      known.put(vertex, before.get().readAgain());
      return new Told(values(path, vertex, before.get().chosen()), Optional.empty());
    }
    Set<String> listed = byName(flink.fetch(path)).keySet();
    Set<String> chosen = wanted.among(listed);
    known.put(vertex, new Known(chosen, 1));
    return new Told(values(path, vertex, chosen), Optional.of(listed));
  }

  private Map<String, JsonFields> values(String path, OperatorId vertex, Set<String> names)
      throws FlinkUnavailableException {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, JsonFields> values = byName(flink.fetch(path + query(names)));
    if (values.isEmpty()) {
      known.remove(vertex);
    }
    return values;
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
