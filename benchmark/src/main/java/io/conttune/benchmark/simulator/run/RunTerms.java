package io.conttune.benchmark.simulator.run;

import io.conttune.controller.config.ObjectiveSettings;
import io.conttune.core.Require;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The terms on which every run of a comparison is played and scored.
 *
 * @param poll time between two looks of the control loop, above 0
 * @param start the parallelism that a run begins with
 * @param unscored time at the beginning of a run that is not counted, at least 0
 * @param objective tells from which lag on a job counts as lagging
 * @param restartCost time for which a restart costs its slots in the eyes of an oracle with
 *     foresight, at least 0; empty for the workload's downtime
 */
public record RunTerms(
    Duration poll,
    Start start,
    Duration unscored,
    Objective objective,
    Optional<Duration> restartCost) {
  /** Polls of 15 s, a cold start of which everything counts, and a lag of 30 s. */
  public static final RunTerms STANDARD =
      new RunTerms(
          Duration.ofSeconds(15),
          Start.COLD,
          Duration.ZERO,
          ObjectiveSettings.STANDARD,
          Optional.empty());

  public RunTerms {
    Require.atLeast("poll", Duration.ofMillis(1), poll);
    Objects.requireNonNull(start, "start");
    Require.atLeast("unscored time", Duration.ZERO, unscored);
    Objects.requireNonNull(objective, "objective");
    restartCost.ifPresent(cost -> Require.atLeast("restart cost", Duration.ZERO, cost));
  }

  /** The parallelism that a run begins with. */
  public enum Start {
    /** One subtask of every tuned operator. */
    COLD,
    /** What the first rate needs at the target utilisation. */
    WARM
  }
}
