package io.conttune.bigsmall;

import io.conttune.core.Require;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.tuning.RedeploymentRule;
import java.util.Objects;

/**
 * Settings of the tuner, with every threshold that it uses.
 *
 * @param alpha farthest distance, in subtasks, from an observed parallelism at which the model's
 *     pick is trusted [ContTune Alg. 2], at least 0; 0 takes it only where it was observed
 * @param topK number of the newest observations per operator and parallelism that count [ContTune
 *     §5.1], at least 1
 * @param decisionThreshold decisionThr [ContTune §7]: relative change of the total parallelism
 *     below which a job is not redeployed, at least 0
 * @param targetUtilization share of an operator's capacity that its rate may use, in (0, 1]; 1 is
 *     the paper's
 * @param steadyRate largest drift of the sources' rates within a window to which the parallelism is
 *     fitted, at least 0; an overload is relieved at any drift
 * @param firstMaximum p_max of a job that was never tuned, at least 1
 * @param measurement tells which windows carry a processing ability
 * @param provisioning tells when a job is short of resources
 * @param relief the answer to an overload
 */
public record ContTuneSettings(
    int alpha,
    int topK,
    double decisionThreshold,
    double targetUtilization,
    double steadyRate,
    int firstMaximum,
    MeasurementRule measurement,
    ProvisioningRule provisioning,
    Relief relief) {
  /** α = 3, K = 5, threshold 0.1, utilisation 0.8, first p_max 8. */
  public static final ContTuneSettings DEFAULT =
      new ContTuneSettings(
          3, 5, 0.1, 0.8, 0.1, 8, MeasurementRule.DEFAULT, ProvisioningRule.DEFAULT, Relief.BIG);

  public ContTuneSettings {
    Require.atLeast("alpha", 0, alpha);
    Require.atLeast("top-k", 1, topK);
    Require.nonNegative("decision threshold", decisionThreshold);
    Require.positive("target utilization", Require.share("target utilization", targetUtilization));
    Require.nonNegative("steady rate", steadyRate);
    Require.atLeast("first p_max", 1, firstMaximum);
    Objects.requireNonNull(measurement, "measurement");
    Objects.requireNonNull(provisioning, "provisioning");
    Objects.requireNonNull(relief, "relief");
  }

  /** The same settings with another answer to an overload. */
  public ContTuneSettings with(Relief other) {
    return new ContTuneSettings(
        alpha,
        topK,
        decisionThreshold,
        targetUtilization,
        steadyRate,
        firstMaximum,
        measurement,
        provisioning,
        other);
  }

  /** Weighs a change against a redeployment. */
  RedeploymentRule redeployment() {
    return new RedeploymentRule(decisionThreshold, targetUtilization, provisioning.saturatedBusy());
  }

  /**
   * Returns whether a saturated operator alone shows an overload. It does not if the target
   * utilisation asks for operators as busy as that. Then only backpressure and backlogs count, as
   * in the paper.
   */
  boolean saturationIsSymptom() {
    return targetUtilization < provisioning.saturatedBusy();
  }
}
