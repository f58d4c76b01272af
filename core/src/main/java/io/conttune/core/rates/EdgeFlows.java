package io.conttune.core.rates;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rate at which each consumer read from each of its producers, in records/s. Most Flinks count
 * records per vertex and not per edge, so this is told, in this order:
 *
 * <ol>
 *   <li>by what the producer wrote for this consumer, where Flink counts that (FLIP-587);
 *   <li>by what the producer wrote, if it has one output only: what is written will be read, but
 *       while the buffers between the two fill or drain the consumer reads less or more;
 *   <li>by what the consumer read, if it reads from one producer only, which has other outputs, or
 *       broadcasts;
 *   <li>for the one producer of a consumer that is left, by subtraction.
 * </ol>
 *
 * What a producer with several outputs wrote altogether tells nothing: its outputs, side outputs
 * among them, share that counter.
 *
 * @param links of producer and consumer, both running
 */
record EdgeFlows(Map<Link, Flow> links) {
  /** All edges from one vertex to another. */
  record Link(OperatorId from, OperatorId to) {}

  /**
   * The records that travel along a link.
   *
   * @param read by all subtasks of the consumer, records/s
   * @param broadcast whether each of its subtasks reads all records
   */
  record Flow(double read, boolean broadcast) {}

  EdgeFlows {
    links = Map.copyOf(links);
  }

  static EdgeFlows of(JobGraph graph, JobMetrics metrics) throws NotIdentifiableException {
    Map<Link, Flow> links = new HashMap<>();
    for (JobVertex consumer : graph.vertices()) {
      if (metrics.operators().containsKey(consumer.id())) {
        links.putAll(Inputs.of(graph, metrics, consumer).flows());
      }
    }
    return new EdgeFlows(links);
  }

  Flow along(OperatorId from, OperatorId to) {
    return links.get(new Link(from, to));
  }

  /** The producers of a vertex that run; one that has finished sends nothing any more. */
  static List<OperatorId> producers(JobGraph graph, JobMetrics metrics, OperatorId consumer) {
    return graph.inputsOf(consumer).stream()
        .map(JobEdge::from)
        .filter(metrics.operators()::containsKey)
        .distinct()
        .toList();
  }

  /**
   * The inputs of one consumer.
   *
   * @param strategies of the edges from each of its producers
   */
  private record Inputs(
      JobGraph graph,
      JobMetrics metrics,
      JobVertex consumer,
      Map<OperatorId, Set<ShipStrategy>> strategies) {
    static Inputs of(JobGraph graph, JobMetrics metrics, JobVertex consumer) {
      return new Inputs(
          graph,
          metrics,
          consumer,
          graph.inputsOf(consumer.id()).stream()
              .collect(groupingBy(JobEdge::from, mapping(JobEdge::strategy, toSet()))));
    }

    Map<Link, Flow> flows() throws NotIdentifiableException {
      List<OperatorId> producers = producers(graph, metrics, consumer.id());
      double read = metrics.of(consumer.id()).inputRate();
      Map<Link, Flow> result = new HashMap<>();
      double known = 0;
      for (OperatorId producer : producers) {
        if (isTold(producer, producers.size())) {
          Flow flow = written(producer);
          result.put(new Link(producer, consumer.id()), flow);
          known += flow.read();
        }
      }
      List<OperatorId> open =
          producers.stream().filter(p -> !result.containsKey(new Link(p, consumer.id()))).toList();
      if (open.size() > 1) {
        throw new NotIdentifiableException(consumer, notTold(open));
      }
      for (OperatorId producer : open) {
        Flow rest = new Flow(Math.max(0, read - known), isBroadcast(producer));
        result.put(new Link(producer, consumer.id()), rest);
      }
      return result;
    }

    /**
     * A single consumer of broadcast records is asked itself, and so is one whose producer counts
     * nothing that it writes.
     */
    private boolean isTold(OperatorId producer, int producers) throws NotIdentifiableException {
      if (isCountedByTarget(producer)) {
        return true;
      }
      boolean single = graph.outputsOf(producer).size() == 1;
      boolean counts = metrics.of(producer).outputRate() > 0 && !isBroadcast(producer);
      return single && (producers > 1 || counts);
    }

    /** One that counts nothing at all may still write. */
    private boolean isCountedByTarget(OperatorId producer) {
      Map<OperatorId, Double> rates = metrics.of(producer).outputRates();
      return rates.containsKey(consumer.id()) && rates.values().stream().anyMatch(rate -> rate > 0);
    }

    private Flow written(OperatorId producer) throws NotIdentifiableException {
      boolean broadcast = isBroadcast(producer);
      double written =
          isCountedByTarget(producer)
              ? metrics.of(producer).outputRates().get(consumer.id())
              : metrics.of(producer).outputRate();
      return new Flow(broadcast ? written * consumer.parallelism() : written, broadcast);
    }

    private boolean isBroadcast(OperatorId producer) throws NotIdentifiableException {
      Set<ShipStrategy> used = strategies.get(producer);
      boolean isBroadcast = used.contains(ShipStrategy.BROADCAST);
      if (isBroadcast && used.size() > 1) {
        throw new NotIdentifiableException(
            consumer,
            "reads from %s both broadcast and not, which its counter does not tell apart"
                .formatted(graph.vertex(producer).name()));
      }
      return isBroadcast;
    }

    private String notTold(List<OperatorId> open) {
      return "how much it reads from each of %s cannot be told, because these have other outputs too"
          .formatted(open.stream().map(id -> graph.vertex(id).name()).collect(joining(", ")));
    }
  }
}
