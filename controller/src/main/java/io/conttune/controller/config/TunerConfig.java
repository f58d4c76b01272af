package io.conttune.controller.config;

import io.conttune.core.Require;
import io.conttune.core.metrics.MeasurementRule;
import java.util.Objects;

/**
 * How a job is tuned.
 *
 * @param method the tuner and its own settings
 * @param topK how many observations per operator and parallelism are kept [ContTune §5.1]
 * @param decisionThreshold a change of the job's parallelism below this share is not worth a
 *     restart, unless an operator is short [ContTune §7]
 * @param targetUtilization share of its processing ability that an operator should use, above 0 up
 *     to 1; 1 reproduces the paper
 * @param overload what counts as a sign of overload
 * @param measurement which measurements are worth remembering
 */
public record TunerConfig(
    TuningMethod method,
    int topK,
    double decisionThreshold,
    double targetUtilization,
    OverloadRule overload,
    MeasurementRule measurement) {
  /** The paper's method, run at four fifths of what operators can do. */
  public static final TunerConfig DEFAULT =
      new TunerConfig(
          TuningMethod.ContTune.DEFAULT,
          5,
          0.1,
          0.8,
          OverloadRule.DEFAULT,
          MeasurementRule.DEFAULT);

  public TunerConfig {
    Objects.requireNonNull(method, "method");
    Require.atLeast("top-k", 1, topK);
    Require.nonNegative("decision-threshold", decisionThreshold);
    Require.positive("target-utilization", Require.share("target-utilization", targetUtilization));
    Objects.requireNonNull(overload, "overload");
    Objects.requireNonNull(measurement, "measurement");
  }
}
