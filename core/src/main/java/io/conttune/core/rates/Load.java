package io.conttune.core.rates;

import io.conttune.core.Require;

/**
 * Records, or records per second, that an operator has to take. Of an input that is broadcast every
 * subtask takes all, so that part grows with the operator's own parallelism.
 *
 * @param shared the part that the subtasks share, whatever their number; at least 0
 * @param perSubtask the part that each subtask takes in addition; at least 0, and 0 without a
 *     broadcast
 */
public record Load(double shared, double perSubtask) {
  /** Nothing to take. */
  public static final Load ZERO = new Load(0, 0);

  public Load {
    Require.nonNegative("shared load", shared);
    Require.nonNegative("load per subtask", perSubtask);
  }

  /** A load that the subtasks share. */
  public static Load shared(double amount) {
    return new Load(amount, 0);
  }

  /** All of it, over all subtasks, at this parallelism. */
  public double at(int parallelism) {
    return shared + perSubtask * parallelism;
  }

  /** Both together. */
  public Load plus(Load other) {
    return new Load(shared + other.shared, perSubtask + other.perSubtask);
  }

  /** This load {@code factor} times; the factor is at least 0. */
  public Load times(double factor) {
    return new Load(shared * factor, perSubtask * factor);
  }

  /** Whether the load depends on the operator's own parallelism. */
  public boolean growsWithParallelism() {
    return perSubtask > 0;
  }
}
