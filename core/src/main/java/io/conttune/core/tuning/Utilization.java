package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.TargetRates;
import java.util.OptionalDouble;

/**
 * The utilisation that an operator would have if it received its target rate: target rate over
 * processing ability. Unlike the busy time that was measured, it does not count what a backlog adds
 * for a while, nor does it miss what is held back.
 */
public record Utilization(JobMetrics metrics, TargetRates.Known rates) {
  /** The utilisation of an operator; 0 if it received nothing, as its ability is not known then. */
  public double of(OperatorId id) {
    OperatorMetrics measured = metrics.of(id);
    OptionalDouble ability = measured.processingAbility();
    return ability.isPresent()
        ? rates.of(id).rate().at(measured.parallelism()) / ability.getAsDouble()
        : 0;
  }
}
