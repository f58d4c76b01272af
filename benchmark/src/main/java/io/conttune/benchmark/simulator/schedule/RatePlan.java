package io.conttune.benchmark.simulator.schedule;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rates of the sources over virtual time, which begins at the epoch.
 *
 * @param rates factors on the unit rates, one after another; each at least 0
 * @param starts the virtual time at which each of them begins, the epoch first
 * @param end the first instant after the last one
 */
public record RatePlan(List<Double> rates, List<Instant> starts, Instant end) {
  public RatePlan {
    rates = List.copyOf(rates);
    starts = List.copyOf(starts);
    Require.atLeast("number of rates", 1, rates.size());
    rates.forEach(rate -> Require.nonNegative("rate", rate));
    if (starts.size() != rates.size() || !starts.get(0).equals(Instant.EPOCH)) {
      throw new IllegalArgumentException(
          "expected a start for each of %d rates, the epoch first, got %s"
              .formatted(rates.size(), starts));
    }
    for (int i = 0; i < starts.size(); i++) {
      Instant next = i + 1 < starts.size() ? starts.get(i + 1) : end;
      Require.atLeast(
          "milliseconds of a rate", 1L, next.toEpochMilli() - starts.get(i).toEpochMilli());
    }
  }

  /**
   * A plan whose rates all hold for the same time.
   *
   * @param step for which each of them holds, above 0
   */
  public static RatePlan of(List<Double> rates, Duration step) {
    return of(rates, Collections.nCopies(rates.size(), step));
  }

  /**
   * A plan.
   *
   * @param holds the time for which each of the rates holds, above 0
   */
  public static RatePlan of(List<Double> rates, List<Duration> holds) {
    List<Instant> starts = new ArrayList<>();
    Instant next = Instant.EPOCH;
    for (Duration hold : holds) {
      starts.add(next);
      next = next.plus(hold);
    }
    return new RatePlan(rates, starts, next);
  }

  /** The virtual time at which a step begins; behind the last one the end. */
  public Instant startOf(int index) {
    return index < starts.size() ? starts.get(index) : end;
  }

  /** The step of an instant from the epoch on; the last one from the end on. */
  public int indexAt(Instant instant) {
    int found = Collections.binarySearch(starts, instant);
    return found >= 0 ? found : -found - 2;
  }

  /** The rate at an instant. */
  public double at(Instant instant) {
    return rates.get(indexAt(instant));
  }

  /** The longest time for which one of the rates holds. */
  Duration longestStep() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < starts.size(); i++) {
      Duration holds = Duration.between(starts.get(i), startOf(i + 1));
      longest = holds.compareTo(longest) > 0 ? holds : longest;
    }
    return longest;
  }

  /** The largest rate. */
  public double peak() {
    return Collections.max(rates);
  }
}
