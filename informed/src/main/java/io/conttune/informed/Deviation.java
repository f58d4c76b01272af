package io.conttune.informed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** Relative standard deviations of series of measurements. */
final class Deviation {
  /** Median of the absolute value of a normal variable, in standard deviations. */
  private static final double MEDIAN = 0.6745;

  private static final int LEAST_STEPS = 4;

  private Deviation() {}

  /**
   * The deviation of one value from the true one, told by the steps from each to the next. The
   * median of the steps does not mind a few changes of the true value.
   *
   * @param values in their order; those that are not above 0 are left out
   * @return empty if there are too few
   */
  static OptionalDouble ofSteps(List<Double> values) {
    List<Double> above = values.stream().filter(value -> value > 0).toList();
    List<Double> steps = new ArrayList<>();
    for (int i = 1; i < above.size(); i++) {
      steps.add(Math.abs(StrictMath.log(above.get(i) / above.get(i - 1))));
    }
    if (steps.size() < LEAST_STEPS) {
      return OptionalDouble.empty();
    }
    Collections.sort(steps);
    return OptionalDouble.of(steps.get(steps.size() / 2) / MEDIAN / Math.sqrt(2));
  }
}
