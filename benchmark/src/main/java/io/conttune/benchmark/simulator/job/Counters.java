package io.conttune.benchmark.simulator.job;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample.BusiestTime;

/** The counters that Flink keeps of each operator since its run began. */
final class Counters {
  private final double[] read;
  private final double[] written;
  private final double[] busy;
  private final double[] busiest;
  private final double[] elapsed;
  private final double[] idle;
  private final double[] backPressured;

  Counters(int operators) {
    read = new double[operators];
    written = new double[operators];
    busy = new double[operators];
    busiest = new double[operators];
    elapsed = new double[operators];
    idle = new double[operators];
    backPressured = new double[operators];
  }

  /**
   * Adds what an operator did.
   *
   * @param busyShare share of the time in which it was busy
   * @param busiestShare the same share of the busiest subtask
   * @param blocked true if it waited for room in its output for the rest of the time
   * @param millis the time that passed
   * @param subtasks their number
   */
  void add(
      int operator,
      double recordsRead,
      double recordsWritten,
      double busyShare,
      double busiestShare,
      boolean blocked,
      double millis,
      int subtasks) {
    read[operator] += recordsRead;
    written[operator] += recordsWritten;
    busiest[operator] += busiestShare * millis;
    elapsed[operator] += millis;
    busy[operator] += busyShare * millis * subtasks;
    double rest = (1 - busyShare) * millis * subtasks;
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

  BusiestTime busiest(int operator) {
    return new BusiestTime(busiest[operator], elapsed[operator]);
  }

  TaskTime time(int operator) {
    return new TaskTime(busy[operator], idle[operator], backPressured[operator]);
  }
}
