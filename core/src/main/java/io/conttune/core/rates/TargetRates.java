package io.conttune.core.rates;

import io.conttune.core.Case;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The load of every running operator, as far as one window of metrics tells it.
 *
 * <p>A source's real rate is what it read plus what its backlog grew by; where it reports no
 * backlog, what it read. From there rates travel along the edges [DS2 §3.2]: an edge carries, for
 * each record that its producer reads, as many as it carried in this window.
 */
public sealed interface TargetRates {
  /**
   * The demand of the operators of {@code graph} that have metrics. Behind a source that nothing
   * holds up, it is what the source reads: what waits for such a source cannot arrive.
   *
   * @param room of each source that may get more subtasks, how many times as much it reads with the
   *     most that it may have, so that more can arrive than it reads now
   */
  static TargetRates of(JobGraph graph, JobMetrics metrics, Map<OperatorId, Double> room) {
    try {
      EdgeFlows flows = EdgeFlows.of(graph, metrics);
      return new Known(new Propagation(graph, metrics, flows, room).demands());
    } catch (NotIdentifiableException unknown) {
      return UnhinderedFlow.isIn(metrics)
          ? measured(metrics)
          : new Unknown(unknown.vertex(), unknown.getMessage());
    }
  }

  /** Where every operator receives all that there is, what it received is its demand. */
  private static Known measured(JobMetrics metrics) {
    return new Known(
        metrics.operators().values().stream()
            .collect(
                Collectors.toMap(
                    OperatorMetrics::id,
                    operator -> new Demand(Load.shared(operator.inputRate()), Load.ZERO))));
  }

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Known, R, X> known, Case<Unknown, R, X> unknown) throws X;

  /**
   * Rates that could be told.
   *
   * @param demands one of each running operator
   */
  record Known(Map<OperatorId, Demand> demands) implements TargetRates {
    public Known {
      demands = Map.copyOf(demands);
    }

    @Override
    public <R, X extends Exception> R match(Case<Known, R, X> known, Case<Unknown, R, X> unknown)
        throws X {
      return known.of(this);
    }

    /**
     * The same rates, of which only these shares reach some operators, and nothing of what waits.
     *
     * @param shares of the rates of these operators, 0..1
     */
    public Known passing(Map<OperatorId, Double> shares) {
      Map<OperatorId, Demand> result = new HashMap<>(demands);
      shares.forEach(
          (id, share) ->
              result.computeIfPresent(
                  id, (held, demand) -> new Demand(demand.rate().times(share), Load.ZERO)));
      return new Known(result);
    }

    /**
     * The demand of this operator.
     *
     * @throws IllegalArgumentException if it is not running
     */
    public Demand of(OperatorId id) {
      Demand demand = demands.get(id);
      if (demand == null) {
        throw new IllegalArgumentException("no demand of job vertex " + id);
      }
      return demand;
    }
  }

  /**
   * Rates that could not be told.
   *
   * @param vertex the vertex at which it failed
   * @param reason for a person, with the name of the vertex
   */
  record Unknown(OperatorId vertex, String reason) implements TargetRates {
    public Unknown {
      Objects.requireNonNull(vertex, "vertex");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R, X extends Exception> R match(Case<Known, R, X> known, Case<Unknown, R, X> unknown)
        throws X {
      return unknown.of(this);
    }
  }
}
