package io.conttune.core.tuning;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Load;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The need of an operator of which Flink does not tell the busiest subtask. The mean over all
 * subtasks promises too much then, so that an operator with an uneven load would be given too few,
 * and grow and shrink in turn. While it was full, its throughput has shown what its subtasks really
 * process. None of it is to be taken away that is needed by that.
 *
 * @param seen the observation that promises least per subtask
 * @param perSubtask what it promises of a subtask with an even share, records/s
 * @param parallelism that suffices by it, at most the present one
 */
public record UntoldBusiest(MeanAbility seen, double perSubtask, int parallelism) {
  /** Largest relative error by which rounding may lift a load above a capacity. */
  private static final double TOLERANCE = 1e-9;

  /**
   * The need of an operator, empty if its busiest subtask is told or nothing was observed.
   *
   * @param credible observations
   * @param wanted capacity, records/s
   * @param parts into which its input is divided
   */
  public static Optional<UntoldBusiest> of(
      OperatorMetrics now, List<MeanAbility> credible, Load wanted, InputParts parts) {
    if (now.busiest().isPresent() || now.parallelism() == 1) {
      return Optional.empty();
    }
    return credible.stream()
        .filter(seen -> seen.parallelism() <= now.parallelism())
        .filter(seen -> perSubtask(seen, parts) > wanted.perSubtask())
        .min(Comparator.comparingDouble(seen -> perSubtask(seen, parts)))
        .map(seen -> by(seen, perSubtask(seen, parts), now.parallelism(), wanted, parts));
  }

  private static UntoldBusiest by(
      MeanAbility seen, double perSubtask, int present, Load wanted, InputParts parts) {
    int least = 1;
    while (least < present
        && parts.effective(least) * perSubtask < wanted.at(least) * (1 - TOLERANCE)) {
      least++;
    }
    return new UntoldBusiest(seen, perSubtask, least);
  }

  private static double perSubtask(MeanAbility seen, InputParts parts) {
    return seen.processingAbility() / parts.effective(seen.parallelism());
  }

  /** The observation for a person. */
  public String description() {
    return String.format(
        Locale.ROOT,
        "%d of them processed %.1f, and the busiest is not told",
        seen.parallelism(),
        seen.processingAbility());
  }
}
