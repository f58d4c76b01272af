package io.conttune.benchmark.simulator.schedule;

import io.conttune.benchmark.simulator.schedule.Schedule.Trace.UnitOrigin;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The load over time, as a file tells it.
 *
 * @param unit of its values, if the file tells that too
 * @param values one after another, each at least 0
 * @param holds the time for which each value holds, or nothing if the file has no times
 */
public record RateTrace(Optional<LoadUnit> unit, List<Double> values, List<Duration> holds) {
  public RateTrace {
    values = List.copyOf(values);
    holds = List.copyOf(holds);
    Require.atLeast("number of values", 1, values.size());
    if (!holds.isEmpty() && holds.size() != values.size()) {
      throw new IllegalArgumentException(
          "expected a time for each of %d values, got %d".formatted(values.size(), holds.size()));
    }
  }

  /**
   * The schedule that plays it. Its values are factors if nobody told their unit.
   *
   * @param label its name in results
   * @param asked the unit of its values, if the user told it
   * @param unitRate records/s of all sources of the job together at the factor 1, above 0
   */
  public Schedule schedule(String label, Optional<LoadUnit> asked, double unitRate) {
    Optional<LoadUnit> told = asked.or(this::unit);
    double divisor =
        switch (told.orElse(LoadUnit.FACTOR)) {
          case FACTOR -> 1;
          case RECORDS_PER_SECOND -> unitRate;
        };
    return new Schedule.Trace(
        label,
        values.stream().map(value -> value / divisor).toList(),
        holds,
        Optional.of(told.isPresent() ? UnitOrigin.TOLD : UnitOrigin.ASSUMED));
  }
}
