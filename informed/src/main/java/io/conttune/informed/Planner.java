package io.conttune.informed;

import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.LinearMethod;
import java.util.Objects;

/**
 * Plans the parallelism of a job for a load.
 *
 * @param linearMethod decides where there is no model
 */
record Planner(InformedSettings settings, BracketedChoice choice, LinearMethod linearMethod) {
  Planner {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(linearMethod, "linearMethod");
  }

  /**
   * The plan.
   *
   * @param factor of the load over that of the newest piece
   */
  Plan plan(KnownJob job, TargetRates.Known rates, double factor) {
    return Plan.of(job, rates, factor, choice, linearMethod, settings);
  }
}
