package io.conttune.gp;

/** Chooses a parallelism from a model by enumerating the integers of a range. */
public interface Acquisition {
  /**
   * Chooses.
   *
   * @param model the fitted curve
   * @param rate that must be processed, records per second, finite and positive
   * @param minParallelism least candidate, at least 1
   * @param maxParallelism largest candidate, at least the least
   * @return the pick, or that there is none
   * @throws IllegalArgumentException if rate or range are out of their bounds
   */
  Acquired acquire(Model model, double rate, int minParallelism, int maxParallelism);
}
