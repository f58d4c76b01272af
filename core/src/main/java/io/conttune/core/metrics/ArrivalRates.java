package io.conttune.core.metrics;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrival rates that were asked for in one poll, beside Flink's own metrics.
 *
 * @param told by source
 * @param missing why there is none, by the name that the user gave the source
 */
public record ArrivalRates(Map<OperatorId, ArrivalRate> told, Map<String, String> missing) {
  /** No rate was asked for. */
  public static final ArrivalRates NONE = new ArrivalRates(Map.of(), Map.of());

  public ArrivalRates {
    told = Collections.unmodifiableMap(new LinkedHashMap<>(told));
    missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
  }

  /** One sentence for each rate that says where it comes from, for a person. */
  public List<String> origins(JobGraph graph) {
    return told.entrySet().stream()
        .map(
            rate ->
                "the rate of %s comes from %s"
                    .formatted(graph.vertex(rate.getKey()).name(), rate.getValue().origin()))
        .toList();
  }
}
