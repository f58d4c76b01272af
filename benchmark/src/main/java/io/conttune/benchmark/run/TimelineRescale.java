package io.conttune.benchmark.run;

import io.conttune.core.rescale.RescaleEntry;
import java.time.Duration;
import java.time.Instant;

/**
 * A rescale that came to its end.
 *
 * @param entry its last journal entry
 * @param stopped when the former run ended, by Flink's clock
 * @param running when all subtasks of the new run were first seen running
 */
public record TimelineRescale(RescaleEntry entry, Instant stopped, Instant running) {
  /** How long the job did not run; its resolution is the pace at which a rescale is looked at. */
  public Duration downtime() {
    return Duration.between(stopped, running);
  }
}
