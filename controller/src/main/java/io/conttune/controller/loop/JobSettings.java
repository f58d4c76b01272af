package io.conttune.controller.loop;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.core.Require;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.objective.Objective;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of one job's control loop.
 *
 * @param jobName name under which the stores keep everything about the job
 * @param mode observe, recommend, or act
 * @param topK observations kept per operator and parallelism
 * @param measurement decides which measurements are kept as observations
 * @param savepoints decides which savepoints of earlier rescales are kept
 * @param timing the loop's waits
 * @param payback decides which scale-downs are worth their downtime
 * @param objective the lag that the user asks for; empty for none
 * @param guardRails what the tuner may do, and when
 */
public record JobSettings(
    String jobName,
    Mode mode,
    int topK,
    MeasurementRule measurement,
    SavepointRetention savepoints,
    LoopTiming timing,
    PaybackRule payback,
    Optional<Objective> objective,
    GuardRailsConfig guardRails) {
  public JobSettings {
    Require.text("job name", jobName);
    Objects.requireNonNull(mode, "mode");
    Require.atLeast("top-k", 1, topK);
    Objects.requireNonNull(measurement, "measurement");
    Objects.requireNonNull(savepoints, "savepoints");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(payback, "payback");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(guardRails, "guardRails");
  }

  /** Settings of a job without guard rails. */
  public JobSettings(
      String jobName,
      Mode mode,
      int topK,
      MeasurementRule measurement,
      SavepointRetention savepoints,
      LoopTiming timing,
      PaybackRule payback,
      Optional<Objective> objective) {
    this(
        jobName,
        mode,
        topK,
        measurement,
        savepoints,
        timing,
        payback,
        objective,
        GuardRailsConfig.NONE);
  }
}
