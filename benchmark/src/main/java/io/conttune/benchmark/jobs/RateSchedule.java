package io.conttune.benchmark.jobs;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * Says how many lines an input has produced by any instant: a list of rates, each held for one
 * step, from a fixed start. The start is absolute, so a job that is deployed again goes on with the
 * same schedule and finds what fell due while it was down.
 *
 * <p>All sums are integers in lines times milliseconds and are divided once, so no drift builds up
 * over the steps.
 *
 * @param linesPerSecond the rate of each step, at least one, none negative
 * @param stepDuration how long each rate holds, in whole milliseconds, at least one
 * @param start the instant at which the first step begins
 */
public record RateSchedule(List<Long> linesPerSecond, Duration stepDuration, Instant start)
    implements Serializable {

  private static final long MILLIS_PER_SECOND = 1000;

  public RateSchedule {
    linesPerSecond = List.copyOf(linesPerSecond);
    if (linesPerSecond.isEmpty() || linesPerSecond.stream().anyMatch(rate -> rate < 0)) {
      throw new IllegalArgumentException(
          "rates: expected at least one and none negative, got " + linesPerSecond);
    }
    if (stepDuration.toMillis() < 1) {
      throw new IllegalArgumentException(
          "step duration: expected at least 1 ms, got " + stepDuration);
    }
    checkNoOverflow(linesPerSecond, stepDuration);
  }

  private static void checkNoOverflow(List<Long> rates, Duration stepDuration) {
    long sum = rates.stream().reduce(0L, Math::addExact);
    Math.multiplyExact(sum, stepDuration.toMillis());
  }

  public Instant end() {
    return start.plusMillis(durationMillis());
  }

  public long totalLines() {
    return linesAfter(durationMillis());
  }

  /**
   * Lines that the whole input has produced by that instant: the integral of the rate, rounded
   * down.
   */
  public long linesDue(Instant instant) {
    return linesAfter(elapsedMillis(instant));
  }

  /** Lines of one partition due by that instant; the lines go round the partitions one by one. */
  public long linesDue(Instant instant, Partition partition) {
    return partition.shareOf(linesDue(instant));
  }

  /**
   * The earliest millisecond at which a line is due.
   *
   * @param line its number in the whole input, from 0
   * @throws IllegalArgumentException if the schedule never produces that line
   */
  public Instant dueAt(long line) {
    if (line < 0 || line >= totalLines()) {
      throw new IllegalArgumentException(
          "line " + line + " is not among the " + totalLines() + " lines of the schedule");
    }
    long weightLeft = (line + 1) * MILLIS_PER_SECOND;
    int step = 0;
    while (weightLeft > weightOfStep(step)) {
      weightLeft -= weightOfStep(step++);
    }
    long rate = linesPerSecond.get(step);
    long intoStep = (weightLeft + rate - 1) / rate;
    return start.plusMillis(step * stepDuration.toMillis() + intoStep);
  }

  /** The step, from 0, in force at that instant; empty before the start and from the end on. */
  public OptionalInt stepAt(Instant instant) {
    if (instant.isBefore(start) || !instant.isBefore(end())) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) (elapsedMillis(instant) / stepDuration.toMillis()));
  }

  /** Lines per second at that instant; 0 outside the schedule. */
  public long rateAt(Instant instant) {
    OptionalInt step = stepAt(instant);
    return step.isPresent() ? linesPerSecond.get(step.getAsInt()) : 0;
  }

  private long linesAfter(long elapsedMillis) {
    int step = (int) (elapsedMillis / stepDuration.toMillis());
    long weight = 0;
    for (int past = 0; past < step; past++) {
      weight += weightOfStep(past);
    }
    if (step < linesPerSecond.size()) {
      weight += linesPerSecond.get(step) * (elapsedMillis % stepDuration.toMillis());
    }
    return weight / MILLIS_PER_SECOND;
  }

  private long weightOfStep(int step) {
    return linesPerSecond.get(step) * stepDuration.toMillis();
  }

  private long elapsedMillis(Instant instant) {
    long elapsed = instant.toEpochMilli() - start.toEpochMilli();
    return Math.min(Math.max(elapsed, 0), durationMillis());
  }

  private long durationMillis() {
    return linesPerSecond.size() * stepDuration.toMillis();
  }
}
