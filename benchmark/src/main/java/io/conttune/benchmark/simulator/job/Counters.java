package io.conttune.benchmark.simulator.job;

import io.conttune.core.metrics.TaskTime;

/** The counters that Flink keeps of each operator since its run began. */
final class Counters {
  private final double[] read;
  private final double[] written;
  private final double[] busy;
  private final double[] idle;
  private final double[] backPressured;

  Counters(int operators) {
    read = new double[operators];
    written = new double[operators];
    busy = new double[operators];
    idle = new double[operators];
    backPressured = new double[operators];
  }

  /**
   * Adds what an operator did.
   *
   * @param busyShare share of the time in which it was busy
   * @param blocked true if it waited for room in its output for the rest of the time
   * @param millis time of all its subtasks together
   */
  void add(
      int operator,
      double recordsRead,
      double recordsWritten,
      double busyShare,
      boolean blocked,
      double millis) {
    read[operator] += recordsRead;
    written[operator] += recordsWritten;
    busy[operator] += busyShare * millis;
    double rest = (1 - busyShare) * millis;
    if (blocked) {
      backPressured[operator] += rest;
    } else {
      idle[operator] += rest;
    }
  }

  long recordsIn(int operator) {
    return Math.round(read[operator]);
  }

  long recordsOut(int operator) {
    return Math.round(written[operator]);
  }

  TaskTime time(int operator) {
    return new TaskTime(busy[operator], idle[operator], backPressured[operator]);
  }
}
