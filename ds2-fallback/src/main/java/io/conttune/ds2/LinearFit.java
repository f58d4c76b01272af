package io.conttune.ds2;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.TuningInput;
import java.util.HashMap;
import java.util.Map;

/**
 * The linear method's answer for a whole job.
 *
 * @param ratio target-rate ratio that it was made with
 * @param rates of all running operators
 * @param capacity wanted of all running operators
 * @param candidates of the method, one of each running operator
 * @param parallelism of every vertex, unified over FORWARD groups and within the limits
 */
record LinearFit(
    double ratio,
    TargetRates.Known rates,
    Map<OperatorId, Load> capacity,
    Map<OperatorId, Candidate> candidates,
    Map<OperatorId, Integer> parallelism) {

  static LinearFit of(
      TuningInput input,
      TargetRates.Known rates,
      double ratio,
      LinearMethod method,
      Ds2Settings settings) {
    Map<OperatorId, Load> capacity = new HashMap<>();
    for (JobVertex vertex : input.graph().vertices()) {
      if (rates.demands().containsKey(vertex.id())) {
        capacity.put(vertex.id(), wanted(rates.of(vertex.id()), vertex, ratio, settings));
      }
    }
    Map<OperatorId, Candidate> candidates = method.propose(input, capacity);
    Map<OperatorId, Integer> wanted = new HashMap<>(input.graph().parallelism());
    candidates.forEach(
        (id, candidate) -> candidate.parallelism().ifPresent(p -> wanted.put(id, p)));
    ParallelismGroups groups = ParallelismGroups.of(input.graph(), input.limits());
    return new LinearFit(ratio, rates, capacity, candidates, groups.unified(wanted));
  }

  /** Rates at the target utilisation, times the ratio; then what the backlog needs. */
  private static Load wanted(Demand demand, JobVertex vertex, double ratio, Ds2Settings settings) {
    double utilization = settings.targetUtilization();
    Load rate = demand.rate().times(ratio / utilization);
    return settings
        .catchUp()
        .map(
            catchUp ->
                demand.backlogCapacity(
                    catchUp, settings.lag().negligibleBacklog(), vertex.parallelism()))
        .map(rate::plus)
        .orElse(rate);
  }

  /** Returns whether the method wants the parallelism that the job has. */
  boolean isPresent(TuningInput input) {
    return parallelism.equals(input.graph().parallelism());
  }
}
