package io.conttune.benchmark.jobs;

import java.io.Serializable;

/**
 * An operator's processing ability as a function of its own parallelism, by the universal
 * scalability law [Gunther 2007]: PA(p) = γ p / (1 + σ (p − 1) + κ p (p − 1)).
 *
 * @param gamma records per second at parallelism 1, positive
 * @param sigma contention: the share of work that cannot be done in parallel, not negative
 * @param kappa coherency: the cost of every pair of subtasks agreeing, not negative
 */
public record UslCurve(double gamma, double sigma, double kappa) implements Serializable {

  /** Of an operator whose records cost nothing that could be measured. */
  public static final UslCurve FREE = new UslCurve(1e12, 0, 0);

  public UslCurve {
    if (!(gamma > 0 && sigma >= 0 && kappa >= 0) || !Double.isFinite(gamma + sigma + kappa)) {
      throw new IllegalArgumentException(
          "cost: expected gamma > 0, sigma >= 0, kappa >= 0, got %s,%s,%s"
              .formatted(gamma, sigma, kappa));
    }
  }

  /** Records per second of all subtasks together, when every one of them is busy. */
  public double processingAbility(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism: expected at least 1, got " + parallelism);
    }
    double p = parallelism;
    return gamma * p / (1 + sigma * (p - 1) + kappa * p * (p - 1));
  }

  /** Seconds that one record takes in its subtask. */
  public double secondsPerRecord(int parallelism) {
    return parallelism / processingAbility(parallelism);
  }
}
