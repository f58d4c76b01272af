package io.conttune.benchmark.simulator.job;

/** The rates in a job at one moment. */
final class Flow {
  private final double[] processed;
  private final boolean[] blocked;

  Flow(double[] processed, boolean[] blocked) {
    this.processed = processed;
    this.blocked = blocked;
  }

  /** Records per second that an operator processes. */
  double processed(int operator) {
    return processed[operator];
  }

  /** Returns whether an operator waits for room in its output whenever it is not busy. */
  boolean isBlocked(int operator) {
    return blocked[operator];
  }
}
