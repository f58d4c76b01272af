package io.conttune.core.rates;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.HashMap;
import java.util.Map;

/** Carries rates and backlogs from the sources along the edges, each by its selectivity. */
record Propagation(JobGraph graph, JobMetrics metrics, EdgeFlows flows) {
  Map<OperatorId, Demand> demands() throws NotIdentifiableException {
    Map<OperatorId, Demand> demands = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      OperatorMetrics measured = metrics.operators().get(vertex.id());
      if (measured == null) {
        continue;
      }
      boolean source = graph.isSource(vertex.id());
      demands.put(vertex.id(), source ? ofSource(measured) : ofInputs(vertex, demands));
    }
    return demands;
  }

  private static Demand ofSource(OperatorMetrics source) {
    double growth = source.backlog().map(Backlog::growth).orElse(0.0);
    double waiting = source.backlog().map(Backlog::records).orElse(0.0);
    double rate = Math.max(0, source.inputRate() + growth);
    return new Demand(Load.shared(rate), Load.shared(waiting));
  }

  private Demand ofInputs(JobVertex consumer, Map<OperatorId, Demand> demands)
      throws NotIdentifiableException {
    Demand sum = Demand.NONE;
    for (OperatorId producer : EdgeFlows.producers(graph, metrics, consumer.id())) {
      sum = sum.plus(along(graph.vertex(producer), consumer, demands.get(producer)));
    }
    return sum;
  }

  private Demand along(JobVertex producer, JobVertex consumer, Demand demand)
      throws NotIdentifiableException {
    double rate = demand.rate().at(producer.parallelism());
    double backlog = demand.backlog().at(producer.parallelism());
    double received = metrics.of(producer.id()).inputRate();
    if (rate == 0 && backlog == 0) {
      return Demand.NONE;
    }
    if (received == 0) {
      throw new NotIdentifiableException(
          producer,
          "received nothing in this window though records are on their way to it, so that its"
              + " selectivity is unknown");
    }
    EdgeFlows.Flow flow = flows.along(producer.id(), consumer.id());
    double selectivity = flow.read() / received;
    return new Demand(
        carried(rate * selectivity, flow, consumer),
        carried(backlog * selectivity, flow, consumer));
  }

  private static Load carried(double read, EdgeFlows.Flow flow, JobVertex consumer) {
    return flow.broadcast() ? new Load(0, read / consumer.parallelism()) : Load.shared(read);
  }
}
