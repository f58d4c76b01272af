package io.conttune.ds2;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.MeanAbility;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.TuningInput;
import io.conttune.core.tuning.UntoldBusiest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Corrects the linear method where Flink does not tell the busiest subtask: nothing is taken away
 * that was {@link UntoldBusiest observed} to be needed.
 *
 * @param wanted capacity of each operator
 * @param targetUtilization share of its capacity that an operator should use
 */
record LinearNeeds(TuningInput input, Map<OperatorId, Load> wanted, double targetUtilization) {
  /** These candidates, and other ones for operators of which the mean promises too much. */
  Map<OperatorId, Candidate> of(Map<OperatorId, Candidate> linear) {
    Map<OperatorId, List<MeanAbility>> history = input.history().byOperator();
    Map<OperatorId, InputParts> parts = InputParts.ofEach(input.graph(), input.limits());
    Map<OperatorId, Candidate> result = new HashMap<>(linear);
    result.replaceAll(
        (id, candidate) -> {
          OperatorMetrics now = input.metrics().of(id);
          boolean takesAway = candidate.parallelism().orElse(now.parallelism()) < now.parallelism();
          return takesAway
              ? corrected(candidate, now, history.getOrDefault(id, List.of()), parts.get(id))
              : candidate;
        });
    return result;
  }

  private Candidate corrected(
      Candidate linear, OperatorMetrics now, List<MeanAbility> history, InputParts parts) {
    PresentProof proof =
        new PresentProof(now, targetUtilization, MeasurementRule.DEFAULT.minimumBusy());
    return UntoldBusiest.of(now, proof.credible(history), wanted.get(now.id()), parts)
        .filter(need -> need.parallelism() > linear.parallelism().orElse(0))
        .map(need -> by(need, linear, parts))
        .orElse(linear);
  }

  private static Candidate by(UntoldBusiest need, Candidate linear, InputParts parts) {
    return new Candidate(
        linear.method(),
        OptionalInt.of(need.parallelism()),
        OptionalDouble.of(parts.effective(need.parallelism()) * need.perSubtask()),
        OptionalDouble.empty(),
        "%s on the mean, but %s".formatted(linear.note(), need.description()));
  }
}
