package io.conttune.core.tuning;

import io.conttune.core.Require;

/**
 * The parallelisms that an operator may be given.
 *
 * @param least at least 1
 * @param most at least {@code least}
 */
public record Bounds(int least, int most) {
  public Bounds {
    Require.atLeast("least parallelism", 1, least);
    Require.atLeast("most parallelism", least, most);
  }

  /** A single allowed parallelism. */
  public static Bounds fixed(int parallelism) {
    return new Bounds(parallelism, parallelism);
  }

  /** The allowed parallelism that is nearest to {@code wanted}. */
  public int clamp(int wanted) {
    return Math.max(least, Math.min(most, wanted));
  }

  /** Returns whether only one parallelism is allowed. */
  public boolean isFixed() {
    return least == most;
  }
}
