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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Corrects the linear method where Flink does not tell the busiest subtask. The mean over all
 * subtasks promises too much then, so that an operator with an uneven load would be given too few,
 * and grow and shrink in turn. While it was full, its throughput has shown what its subtasks really
 * process. None of it is taken away that is needed by that.
 *
 * @param wanted capacity of each operator
 * @param targetUtilization share of its capacity that an operator should use
 */
record UntoldBusiest(TuningInput input, Map<OperatorId, Load> wanted, double targetUtilization) {
  /** Windows that count however much the mean promises now. */
  private static final int ENOUGH = 2;

  /** These candidates, and other ones for operators of which the mean promises too much. */
  Map<OperatorId, Candidate> corrected(Map<OperatorId, Candidate> linear) {
    Map<OperatorId, List<MeanAbility>> history = input.history().byOperator();
    Map<OperatorId, InputParts> parts = InputParts.ofEach(input.graph(), input.limits());
    Map<OperatorId, Candidate> result = new HashMap<>(linear);
    result.replaceAll(
        (id, candidate) -> {
          OperatorMetrics now = input.metrics().of(id);
          boolean takesAway = candidate.parallelism().orElse(now.parallelism()) < now.parallelism();
          return takesAway && now.busiest().isEmpty()
              ? corrected(candidate, now, history.getOrDefault(id, List.of()), parts.get(id))
              : candidate;
        });
    return result;
  }

  private Candidate corrected(
      Candidate linear, OperatorMetrics now, List<MeanAbility> history, InputParts parts) {
    Load load = wanted.get(now.id());
    PresentProof proof =
        new PresentProof(now, targetUtilization, MeasurementRule.DEFAULT.minimumBusy());
    List<MeanAbility> credible = proof.credible(history);
    return history.stream()
        .filter(seen -> seen.samples() >= ENOUGH || credible.contains(seen))
        .filter(seen -> seen.parallelism() <= now.parallelism())
        .filter(seen -> perSubtask(seen, parts) > load.perSubtask())
        .min(Comparator.comparingDouble(seen -> perSubtask(seen, parts)))
        .map(seen -> by(seen, linear, now, parts))
        .filter(other -> other.parallelism().orElse(0) > linear.parallelism().orElse(0))
        .orElse(linear);
  }

  private Candidate by(MeanAbility seen, Candidate linear, OperatorMetrics now, InputParts parts) {
    double perSubtask = perSubtask(seen, parts);
    int parallelism =
        Math.min(now.parallelism(), Ds2.least(wanted.get(now.id()), perSubtask, parts));
    String note =
        String.format(
            Locale.ROOT,
            "%s on the mean, but %d of them processed %.1f, and the busiest is not told",
            linear.note(),
            seen.parallelism(),
            seen.processingAbility());
    return new Candidate(
        linear.method(),
        OptionalInt.of(parallelism),
        OptionalDouble.of(parts.effective(parallelism) * perSubtask),
        OptionalDouble.empty(),
        note);
  }

  private static double perSubtask(MeanAbility seen, InputParts parts) {
    return seen.processingAbility() / parts.effective(seen.parallelism());
  }
}
