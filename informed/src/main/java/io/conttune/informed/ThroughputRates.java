package io.conttune.informed;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.TargetRates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rates of a short job of which the records on some edge cannot be counted. Each operator is
 * taken to receive as many times its throughput as the most throttled source before it would read.
 * That is enough to grow by, and never to take subtasks away.
 */
final class ThroughputRates {
  private ThroughputRates() {}

  static TargetRates.Known of(JobGraph graph, JobMetrics piece) {
    Map<OperatorId, Double> throttled = new HashMap<>();
    Map<OperatorId, Demand> demands = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      OperatorMetrics measured = piece.operators().get(vertex.id());
      double factor =
          graph.isSource(vertex.id())
              ? Optional.ofNullable(measured).map(ThroughputRates::factor).orElse(1.0)
              : graph.inputsOf(vertex.id()).stream()
                  .map(JobEdge::from)
                  .mapToDouble(throttled::get)
                  .max()
                  .orElse(1);
      throttled.put(vertex.id(), factor);
      if (measured != null) {
        Load rate = Load.shared(factor * measured.inputRate());
        demands.put(vertex.id(), new Demand(rate, Load.ZERO));
      }
    }
    return new TargetRates.Known(demands);
  }

  /** What a source would read over what it reads. */
  private static double factor(OperatorMetrics source) {
    double growth = source.backlog().map(Backlog::growth).orElse(0.0);
    return source.inputRate() > 0 ? Math.max(1, 1 + growth / source.inputRate()) : 1;
  }
}
