package io.conttune.ds2;

import io.conttune.core.Tenths;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.TuningInput;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The linear method [DS2 §3.2]: every subtask goes on processing as many records per second of
 * useful time as now, so that p_lin = ⌈capacity wanted / (PA / p)⌉, with PA = λ̂ / T_u over all
 * subtasks at the present parallelism p. Where the input is divided into {@link InputParts parts},
 * what counts on both sides is the number of subtasks that share them evenly.
 */
public final class Ds2 implements LinearMethod {
  static final String METHOD = "ds2";

  /** Largest relative error by which rounding may lift a quotient above a whole number. */
  private static final double TOLERANCE = 1e-9;

  @Override
  public Map<OperatorId, Candidate> propose(
      TuningInput input, Map<OperatorId, Load> capacityWanted) {
    Map<OperatorId, InputParts> parts = InputParts.ofEach(input.graph(), input.limits());
    Map<OperatorId, Candidate> result = new HashMap<>();
    capacityWanted.forEach(
        (id, capacity) ->
            result.put(id, candidate(input.metrics().of(id), capacity, parts.get(id))));
    return result;
  }

  private static Candidate candidate(OperatorMetrics metrics, Load wanted, InputParts parts) {
    OptionalDouble ability = metrics.processingAbility();
    if (ability.isEmpty()) {
      String what = metrics.inputRate() > 0 ? "was never busy" : "received nothing";
      return Candidate.none(
          METHOD, "%s in this window, keeps %d".formatted(what, metrics.parallelism()));
    }
    double perSubtask = ability.getAsDouble() / parts.effective(metrics.parallelism());
    if (perSubtask <= wanted.perSubtask()) {
      return Candidate.none(
          METHOD,
          text(
              "a subtask processes %.1f records/s and is broadcast %.1f, keeps %d",
              perSubtask, wanted.perSubtask(), metrics.parallelism()));
    }
    int parallelism = least(wanted, perSubtask, parts);
    return new Candidate(
        METHOD,
        OptionalInt.of(parallelism),
        OptionalDouble.of(parts.effective(parallelism) * perSubtask),
        OptionalDouble.empty(),
        Tenths.text(wanted.at(parallelism))
            + " records/s wanted, "
            + Tenths.text(perSubtask)
            + " per subtask"
            + unevenness(parts, parallelism));
  }

  /** Says how many parts the busiest subtask would have, where they cannot be shared evenly. */
  private static String unevenness(InputParts parts, int parallelism) {
    return parts.evenness(parallelism) < 1
        ? text(
            "; of %d key groups or partitions, %d subtasks process as much as %.1f that share evenly",
            parts.number().orElseThrow(), parallelism, parts.effective(parallelism))
        : "";
  }

  /**
   * The least parallelism that suffices though the parts of the input cannot be shared evenly. If
   * none does, the one beyond which more subtasks bring nothing.
   *
   * @param wanted records/s, at least 0
   * @param perSubtask records/s that a subtask with an even share processes, above 0
   */
  public static int linear(double wanted, double perSubtask, InputParts parts) {
    return least(Load.shared(wanted), perSubtask, parts);
  }

  /** The same of a load of which each subtask is broadcast less than it processes. */
  static int least(Load wanted, double perSubtask, InputParts parts) {
    int even = linear(wanted.shared(), perSubtask - wanted.perSubtask());
    if (parts.number().isEmpty()) {
      return even;
    }
    int most = parts.number().getAsInt();
    for (int p = Math.min(even, most); p < most; p++) {
      if (parts.effective(p) * perSubtask >= wanted.at(p) * (1 - TOLERANCE)) {
        return p;
      }
    }
    return most;
  }

  /**
   * The least parallelism whose subtasks together reach {@code wanted}: ⌈wanted / perSubtask⌉, at
   * least 1. A quotient above a whole number by less than 1e-9 of itself counts as that number.
   *
   * @param wanted records/s, at least 0
   * @param perSubtask records/s that one subtask processes, above 0
   */
  public static int linear(double wanted, double perSubtask) {
    double least = Math.ceil(wanted / perSubtask * (1 - TOLERANCE));
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, least));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
