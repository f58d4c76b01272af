package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.MeanAbility;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.rates.UnhinderedFlow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The utilisation of each operator at its target rate, by the least of what tells it. The quotient
 * of one window scatters, so the mean ability that is remembered of the present parallelism counts
 * too. So does its busy time, where every operator receives all that there is. What a full operator
 * processes is exact, and there the window alone counts.
 */
public final class LeastUtilization {
  private LeastUtilization() {}

  /**
   * Of all operators that were measured.
   *
   * @param full busy share from which on an operator is full
   */
  public static Map<OperatorId, Double> of(
      TuningInput input, TargetRates.Known rates, double full) {
    Utilization now = new Utilization(input.metrics(), rates);
    Map<OperatorId, List<MeanAbility>> history = input.history().byOperator();
    boolean isUnhindered = UnhinderedFlow.isIn(input.metrics());
    Map<OperatorId, Double> result = new HashMap<>();
    for (OperatorMetrics measured : input.metrics().operators().values()) {
      OperatorId id = measured.id();
      double least = now.of(id);
      if (measured.usefulTime() < full) {
        double rate = rates.of(id).rate().at(measured.parallelism());
        double busy = isUnhindered ? measured.usefulTime() : Double.POSITIVE_INFINITY;
        double before = remembered(measured, rate, history.getOrDefault(id, List.of()));
        least = Math.min(least, Math.min(busy, before));
      }
      result.put(id, least);
    }
    return result;
  }

  /** Infinite if nothing is remembered. */
  private static double remembered(OperatorMetrics now, double rate, List<MeanAbility> history) {
    return history.stream()
        .filter(seen -> seen.parallelism() == now.parallelism())
        .mapToDouble(seen -> rate / seen.processingAbility())
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
