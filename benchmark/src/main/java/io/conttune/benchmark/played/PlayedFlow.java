package io.conttune.benchmark.played;

import java.util.List;

/**
 * The records of one attempt of a played job, as a fluid: all operators process what the slowest of
 * them can, and what it cannot waits at the source. The counters begin at zero, as after a restart.
 */
final class PlayedFlow {
  private final TrueLoad load;
  private final List<Integer> parallelism;
  private final double unsteadiness;
  private final double capacity;
  private final int bottleneck;
  private final long since;
  private final double[] backPressured;
  private long now;
  private double processed;
  private double backlog;

  /**
   * An attempt that runs from now on.
   *
   * @param number of the job, by which its load is unsteady in its own way
   * @param since milliseconds of the time of day
   * @param backlog records that wait at the source
   */
  PlayedFlow(TrueLoad load, List<Integer> parallelism, int number, long since, double backlog) {
    this.load = load;
    this.parallelism = List.copyOf(parallelism);
    this.unsteadiness = number;
    this.since = since;
    this.now = since;
    this.backlog = backlog;
    this.backPressured = new double[parallelism.size()];
    int slowest = 0;
    for (int vertex = 1; vertex < parallelism.size(); vertex++) {
      slowest = capacity(vertex) < capacity(slowest) ? vertex : slowest;
    }
    this.bottleneck = slowest;
    this.capacity = capacity(slowest);
  }

  private double capacity(int vertex) {
    return load.abilities().get(vertex) * parallelism.get(vertex);
  }

  List<Integer> parallelism() {
    return parallelism;
  }

  /** Milliseconds of the time of day since which it runs; before that nothing is processed. */
  long since() {
    return since;
  }

  /** Lets the records flow until this time. */
  void advance(long until) {
    while (now < until) {
      long next = Math.min(until, load.nextChange(now));
      step(now, next);
      now = next;
    }
  }

  private void step(long from, long to) {
    double seconds = (to - from) / 1000.0;
    double offered = backlog + arrived(from, to);
    double done = Math.min(offered, capacity * seconds);
    processed += done;
    backlog = offered - done;
    if (backlog > 1) {
      for (int vertex = 0; vertex < bottleneck; vertex++) {
        backPressured[vertex] += parallelism.get(vertex) * (to - from) - busy(vertex, done);
      }
    }
  }

  /** The records that arrive between two times, a little unsteadily. */
  double arrived(long from, long to) {
    return load.rateAt(from) * (wave(to) - wave(from));
  }

  private double wave(long at) {
    double seconds = at / 1000.0;
    return seconds + Math.sin(seconds / 7 + unsteadiness) / 5;
  }

  /** Records that have passed each operator. */
  long records() {
    return Math.round(processed);
  }

  /** Records that wait at the source. */
  double backlog() {
    return backlog;
  }

  /** Milliseconds for which all subtasks of an operator together were busy. */
  double busy(int vertex) {
    return busy(vertex, processed);
  }

  private double busy(int vertex, double records) {
    return 1000 * records / load.abilities().get(vertex);
  }

  /** Milliseconds for which all subtasks of an operator together were backpressured. */
  double backPressured(int vertex) {
    return backPressured[vertex];
  }

  /** Milliseconds for which all subtasks of an operator together were idle. */
  double idle(int vertex) {
    double all = (double) parallelism.get(vertex) * (now - since);
    return Math.max(0, all - busy(vertex) - backPressured[vertex]);
  }
}
