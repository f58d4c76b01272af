package io.conttune.benchmark.simulator.schedule;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The rates of the sources over virtual time, which begins at the epoch.
 *
 * @param rates factors on the unit rates, one after another; each at least 0
 * @param step time for which each of them holds, above 0
 */
public record RatePlan(List<Double> rates, Duration step) {
  public RatePlan {
    rates = List.copyOf(rates);
    Require.atLeast("number of rates", 1, rates.size());
    rates.forEach(rate -> Require.nonNegative("rate", rate));
    Require.atLeast("step in milliseconds", 1L, step.toMillis());
  }

  /** The first instant after it. */
  public Instant end() {
    return startOf(rates.size());
  }

  /** The virtual time at which a step begins. */
  public Instant startOf(int index) {
    return Instant.EPOCH.plus(step.multipliedBy(index));
  }

  /** The step of an instant; the last one from the end on. */
  public int indexAt(Instant instant) {
    long index = instant.toEpochMilli() / step.toMillis();
    return (int) Math.min(index, rates.size() - 1);
  }

  /** The rate at an instant. */
  public double at(Instant instant) {
    return rates.get(indexAt(instant));
  }

  /** The largest rate. */
  public double peak() {
    return rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
