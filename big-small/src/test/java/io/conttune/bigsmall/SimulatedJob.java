package io.conttune.bigsmall;

import static io.conttune.core.tuning.JobFixture.id;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.JobFixture;
import java.time.Duration;
import java.util.Map;

/**
 * A word count as a fluid: lines arrive at a rate, wait before the source, are split into four
 * words each, and counted. Processing ability follows the universal scalability law, so that it
 * grows less than parallelism does.
 */
final class SimulatedJob {
  static final int WORDS_PER_LINE = 4;
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final double DOWN_SECONDS = 15;

  private int split;
  private int count;
  private double rate;
  private double backlog;

  SimulatedJob(int parallelism) {
    split = parallelism;
    count = parallelism;
  }

  /** Lines per second that arrive from now on. */
  void arriving(double linesPerSecond) {
    rate = linesPerSecond;
  }

  /** The measurements of a window that begins now. */
  JobFixture window() {
    double seconds = WINDOW.toSeconds();
    double capacity = Math.min(splitAbility(split), countAbility(count) / WORDS_PER_LINE);
    double available = rate + backlog / seconds;
    double read = Math.min(capacity, available);
    boolean throttled = capacity < available;
    double splitBusy = read / splitAbility(split);
    double countBusy = WORDS_PER_LINE * read / countAbility(count);
    double growth = rate - read;
    backlog += growth * seconds;
    return new JobFixture()
        .window(WINDOW)
        .vertex("source", 1, read, read, time(0.1, throttled))
        .backlog("source", Math.max(0, backlog), growth)
        .vertex("split", split, read, WORDS_PER_LINE * read, time(splitBusy, throttled))
        .vertex("count", count, WORDS_PER_LINE * read, 0, time(countBusy, throttled))
        .chain("source", "split", "count");
  }

  /** Redeploys: lines gather while the job is down. */
  void rescale(Map<OperatorId, Integer> parallelism) {
    split = parallelism.get(id("split"));
    count = parallelism.get(id("count"));
    backlog += rate * DOWN_SECONDS;
  }

  /** Returns whether it keeps up and less than a second of its rate waits. */
  boolean sustains() {
    double capacity = Math.min(splitAbility(split), countAbility(count) / WORDS_PER_LINE);
    return capacity >= rate && backlog <= Math.max(100, rate);
  }

  static double splitAbility(int parallelism) {
    return scaled(300, 0.02, 0.0002, parallelism);
  }

  static double countAbility(int parallelism) {
    return scaled(500, 0.04, 0.0003, parallelism);
  }

  private static double scaled(double one, double contention, double coherency, int p) {
    return one * p / (1 + contention * (p - 1) + coherency * p * (p - 1));
  }

  /** While throttled, an operator that is not the bottleneck waits for room in its output. */
  private static TaskTime time(double busy, boolean throttled) {
    double bounded = Math.min(1, busy);
    return throttled
        ? new TaskTime(bounded, 0, 1 - bounded)
        : new TaskTime(bounded, 1 - bounded, 0);
  }
}
