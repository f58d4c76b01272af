package io.conttune.core.tuning;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The proof that the present window gives of an operator's present parallelism, whatever a model or
 * an earlier observation says.
 *
 * @param metrics of the window
 * @param targetUtilization share of its capacity that the operator should use
 * @param minimumBusy busy share below which the quotient of rate and busy time is noise
 */
public record PresentProof(OperatorMetrics metrics, double targetUtilization, double minimumBusy) {
  /** Share of the target up to which an operator is well below it. */
  private static final double WELL_BELOW = 0.5;

  /** Share of its real rate from which on an operator counts as not throttled. */
  private static final double CARRIED = 0.9;

  /** By which factor an observation may lie below what the present window shows. */
  private static final double CREDIBLE = 0.5;

  /** Observations whose mean counts although the mean of all subtasks promises far more now. */
  private static final int ENOUGH = 2;

  /**
   * Returns why the operator needs no more subtasks than it has; empty if it may.
   *
   * @param rate real upstream data rate, records/s
   * @param capacity wanted at the present parallelism, records/s
   */
  public Optional<String> againstMore(double rate, double capacity) {
    double busy = metrics.usefulTime();
    boolean carries = metrics.inputRate() > 0 && metrics.inputRate() >= CARRIED * rate;
    boolean suffices = metrics.processingAbility().orElse(0) >= capacity;
    if (carries && suffices && busy <= WELL_BELOW * targetUtilization) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d subtasks carry its rate now and are busy for %.3f of the time, well below the"
                  + " target of %.2f",
              metrics.parallelism(),
              busy,
              targetUtilization));
    }
    // Fixed costs make the ability of an idle operator look too small.
    return busy < minimumBusy
        ? Optional.of("it is too little busy to add subtasks by its quotient")
        : Optional.empty();
  }

  /**
   * The observations that do not contradict the window. One subtask of few processes no less than
   * one of many. An observation at no more subtasks than now, of less than half of the present
   * ability per subtask, was made while something else held the operator up, or of other work.
   * Where Flink does not tell the busiest subtask, the present ability is promised by the mean of
   * all. An uneven load makes that far too much, so that several observations count all the same.
   */
  public List<MeanAbility> credible(List<MeanAbility> history) {
    OptionalDouble ability = metrics.processingAbility();
    if (ability.isEmpty()) {
      return history;
    }
    boolean isBusiestUntold = metrics.busiest().isEmpty() && metrics.parallelism() > 1;
    double perSubtask = CREDIBLE * ability.getAsDouble() / metrics.parallelism();
    return history.stream()
        .filter(
            seen ->
                seen.parallelism() > metrics.parallelism()
                    || (isBusiestUntold && seen.samples() >= ENOUGH)
                    || seen.processingAbility() / seen.parallelism() >= perSubtask)
        .toList();
  }
}
