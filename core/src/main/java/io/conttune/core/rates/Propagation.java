package io.conttune.core.rates;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.HashMap;
import java.util.Map;

/**
 * Carries rates and backlogs from the sources along the edges, each by its selectivity.
 *
 * @param room of each source that may get more subtasks, how many times as much it reads with them
 */
record Propagation(
    JobGraph graph, JobMetrics metrics, EdgeFlows flows, Map<OperatorId, Double> room) {
  Map<OperatorId, Demand> demands() throws NotIdentifiableException {
    Map<OperatorId, Demand> demands = new HashMap<>();
    Map<OperatorId, Demand> sent = new HashMap<>();
    boolean isHeldUpSoon = isHeldUpSoon();
    for (JobVertex vertex : graph.vertices()) {
      OperatorMetrics measured = metrics.operators().get(vertex.id());
      if (measured == null) {
        continue;
      }
      boolean source = graph.isSource(vertex.id());
      Demand demand = source ? ofSource(measured) : ofInputs(vertex, sent);
      demands.put(vertex.id(), demand);
      sent.put(vertex.id(), source ? sent(measured, demand, isHeldUpSoon) : demand);
    }
    return demands;
  }

  private static Demand ofSource(OperatorMetrics source) {
    double growth = source.backlog().map(Backlog::growth).orElse(0.0);
    double waiting = source.backlog().map(Backlog::records).orElse(0.0);
    if (source.inputRate() == 0 && growth <= 0) {
      // What waits is not meant to be read, or cannot be.
      return Demand.NONE;
    }
    double rate = Math.max(0, source.inputRate() + growth);
    return new Demand(Load.shared(rate), Load.shared(waiting));
  }

  /**
   * What can arrive behind a source: no more than it reads where nothing holds it up, nor than its
   * subtasks could read at all, or the most of them that it may have.
   */
  private Demand sent(OperatorMetrics source, Demand demand, boolean isHeldUpSoon) {
    if (source.backlog().isEmpty()) {
      return demand;
    }
    double more = room.getOrDefault(source.id(), 1.0);
    boolean readsAllItCan = SlowSource.readsFreely(source) && !isHeldUpSoon;
    double most = more * (readsAllItCan ? source.inputRate() : SlowSource.ability(source));
    double rate = demand.rate().shared();
    return (readsAllItCan && more == 1) || most < rate
        ? new Demand(Load.shared(Math.min(rate, most)), Load.ZERO)
        : demand;
  }

  /**
   * A full operator that takes less than is sent to it holds its sources up once the buffers before
   * it are full too. One that takes all of it does not, however busy it is.
   */
  private boolean isHeldUpSoon() {
    return metrics.operators().values().stream()
        .filter(operator -> !graph.isSource(operator.id()))
        .anyMatch(operator -> SlowSource.isFull(operator) && buffersFill(operator));
  }

  private boolean buffersFill(OperatorMetrics consumer) {
    double sent =
        EdgeFlows.producers(graph, metrics, consumer.id()).stream()
            .mapToDouble(producer -> flows.along(producer, consumer.id()).read())
            .sum();
    return consumer.inputRate() < sent * (1 - SlowSource.TOLERANCE);
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
