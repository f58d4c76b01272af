package io.conttune.bigsmall;

import io.conttune.gp.Model;
import io.conttune.gp.Point;
import java.util.OptionalDouble;

/**
 * The processing ability that a model expects of an operator, as far as it is trusted.
 *
 * @param alpha farthest distance from an observation at which it is trusted
 */
record Expectation(Model model, int alpha) {
  /** A share from which on the whole rate is carried, but for rounding. */
  private static final double WHOLE = 1 - 1e-9;

  /**
   * The share of a rate that a parallelism is expected to carry; empty if that is all of it, or if
   * the model is not trusted there.
   *
   * @param rate records/s, above 0
   */
  OptionalDouble carriedShare(int parallelism, double rate) {
    double share = model.mean(parallelism) / rate;
    return share < WHOLE && isTrustedAt(parallelism)
        ? OptionalDouble.of(share)
        : OptionalDouble.empty();
  }

  /** A model that falls beyond its observations knows nothing of what is there. */
  private boolean isTrustedAt(int parallelism) {
    int nearest = Integer.MAX_VALUE;
    int largest = 0;
    for (Point point : model.points()) {
      nearest = Math.min(nearest, Math.abs(point.parallelism() - parallelism));
      largest = Math.max(largest, point.parallelism());
    }
    return nearest <= alpha
        && (parallelism <= largest || model.mean(parallelism) >= model.mean(largest));
  }
}
