package io.conttune.benchmark.simulator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of the load that call for a tuning.
 *
 * <p>Where a rate holds for more than a minute, every change counts. A trace of minutes changes all
 * the time. There a change counts if the rate differs by 10 % or more from the rate at the change
 * before, and does so for three steps.
 */
public final class LoadChanges {
  private static final Duration FINE = Duration.ofMinutes(1);
  private static final double LEAST_CHANGE = 0.1;
  private static final int LASTS = 3;

  private LoadChanges() {}

  /** The virtual times at which the load changes, the beginning of the plan first. */
  public static List<Instant> of(RatePlan plan) {
    List<Instant> changes = new ArrayList<>(List.of(plan.startOf(0)));
    boolean isFine = plan.longestStep().compareTo(FINE) <= 0;
    double level = plan.rates().get(0);
    for (int i = 1; i < plan.rates().size(); i++) {
      double rate = plan.rates().get(i);
      if (isFine ? lasts(plan, i, level) : rate != level) {
        changes.add(plan.startOf(i));
        level = rate;
      }
    }
    return changes;
  }

  private static boolean lasts(RatePlan plan, int first, double level) {
    if (first + LASTS > plan.rates().size()) {
      return false;
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double rate : plan.rates().subList(first, first + LASTS)) {
      least = Math.min(least, rate);
      most = Math.max(most, rate);
    }
    return (least >= level * (1 + LEAST_CHANGE) && least > level)
        || (most <= level * (1 - LEAST_CHANGE) && most < level);
  }
}
