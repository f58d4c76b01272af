package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.OperatorEvidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Adds to a decision the numbers that it comes from, by operator: the parallelism that was
 * measured, the rate that arrives, and the processing ability.
 */
final class DecisionGrounds {
  private final OperatorNames names;

  DecisionGrounds(OperatorNames names) {
    this.names = names;
  }

  Event added(Event event, List<OperatorEvidence> operators) {
    Map<OperatorId, Integer> from = new LinkedHashMap<>();
    Map<OperatorId, Double> rate = new LinkedHashMap<>();
    Map<OperatorId, Double> ability = new LinkedHashMap<>();
    for (OperatorEvidence operator : operators) {
      from.put(operator.id(), operator.metrics().parallelism());
      rate.put(
          operator.id(), rounded(operator.targetRate().orElse(operator.metrics().inputRate())));
      OptionalDouble known = operator.metrics().processingAbility();
      if (known.isPresent()) {
        ability.put(operator.id(), rounded(known.getAsDouble()));
      }
    }
    return event
        .with("from", names.named(from))
        .with("rate", names.named(rate))
        .with("ability", names.named(ability));
  }

  private static double rounded(double recordsPerSecond) {
    return Math.round(recordsPerSecond * 10) / 10.0;
  }
}
