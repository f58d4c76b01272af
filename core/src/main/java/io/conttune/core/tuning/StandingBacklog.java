package io.conttune.core.tuning;

import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.time.Duration;

/**
 * Recognises a load that may hold what gathered before a source while the job was redeployed. A
 * source whose backlog is the same number all the time, of records that nobody can read, does not
 * show that it catches up. What it reads meanwhile looks like its rate.
 */
public final class StandingBacklog {
  /** Says why the job is not enlarged yet. */
  public static final String NOT_YET =
      "the backlog of its sources stands still, so that what they read after the last redeployment"
          + " may be what gathered meanwhile";

  private StandingBacklog() {}

  /**
   * Returns whether some source reads although its backlog stands still, in a window that began
   * less than the time to catch up after the parallelism was changed.
   *
   * @param catchUp time in which the job works off what a redeployment leaves
   */
  public static boolean mayHideCatchingUp(TuningInput input, Duration catchUp) {
    JobMetrics metrics = input.metrics();
    boolean standsStill =
        input.graph().sources().stream()
            .map(source -> metrics.operators().get(source.id()))
            .anyMatch(source -> source != null && standsStill(source, metrics.length()));
    Duration recent = metrics.length().plus(catchUp);
    return standsStill && wasElsewhereWithin(recent, input);
  }

  private static boolean standsStill(OperatorMetrics source, Duration window) {
    double changeOfOneRecord = 1000.0 / Math.max(1, window.toMillis());
    return source.inputRate() > 0
        && source
            .backlog()
            .filter(waiting -> waiting.records() > 0)
            .map(Backlog::growth)
            .filter(growth -> Math.abs(growth) < changeOfOneRecord)
            .isPresent();
  }

  /** Returns whether an operator was observed at another parallelism within this time. */
  private static boolean wasElsewhereWithin(Duration time, TuningInput input) {
    JobMetrics metrics = input.metrics();
    return input.history().observations().stream()
        .filter(seen -> metrics.operators().containsKey(seen.operator()))
        .filter(seen -> seen.parallelism() != metrics.of(seen.operator()).parallelism())
        .map(seen -> Duration.between(seen.at(), metrics.until()))
        .anyMatch(age -> !age.isNegative() && age.compareTo(time) < 0);
  }
}
