package io.conttune.controller.offline;

import io.conttune.core.Require;
import java.util.List;
import java.util.function.Consumer;

/**
 * One row of an operator's history.
 *
 * @param parallelism at which it was measured, at least 1
 * @param processingAbility records/s over all subtasks, above 0
 */
public record Sample(int parallelism, double processingAbility) {
  /** A surrogate's time grows with the cube of the distinct parallelisms. */
  private static final int MOST_DISTINCT = 500;

  public Sample {
    Require.atLeast("parallelism", 1, parallelism);
    Require.positive("processing ability", processingAbility);
  }

  /** Tells a listener if there are more parallelisms than a surrogate fits in time. */
  static void checkDistinct(List<Sample> samples, Consumer<String> fault) {
    long distinct = samples.stream().mapToInt(Sample::parallelism).distinct().count();
    if (distinct > MOST_DISTINCT) {
      fault.accept(
          "has %d distinct values, expected at most %d".formatted(distinct, MOST_DISTINCT));
    }
  }
}
