package io.conttune.informed;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.core.Require;
import io.conttune.core.metrics.MeasurementRule;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of the tuner.
 *
 * @param topK number of the newest observations per operator and parallelism that count, at least 1
 * @param targetUtilization share of its capacity that an operator should use, in (0, 1]
 * @param decisionThreshold relative change of the total parallelism below which a job that is not
 *     short is not redeployed, at least 0
 * @param shrinkAgainFrom share of the total parallelism from which on subtasks are taken away a
 *     second time at the same load, in [0, 1]
 * @param measurement tells which windows carry a processing ability
 * @param negligibleBacklog a backlog worth less than this of the rate counts as none
 * @param catchUp time within which a backlog should be worked off
 * @param tolerableBacklog a backlog worth up to this of the rate may wait before the job grows for
 *     it; zero if none may
 */
public record InformedSettings(
    int topK,
    double targetUtilization,
    double decisionThreshold,
    double shrinkAgainFrom,
    MeasurementRule measurement,
    Duration negligibleBacklog,
    Duration catchUp,
    Duration tolerableBacklog) {
  /** A second time from 0.25; all else as ContTune has it. */
  public static final InformedSettings DEFAULT =
      new InformedSettings(
          ContTuneSettings.DEFAULT.topK(),
          ContTuneSettings.DEFAULT.targetUtilization(),
          ContTuneSettings.DEFAULT.decisionThreshold(),
          0.25,
          ContTuneSettings.DEFAULT.measurement(),
          ContTuneSettings.DEFAULT.provisioning().negligibleBacklog(),
          ContTuneSettings.DEFAULT.provisioning().catchUp().time(),
          Duration.ZERO);

  /** Busy share from which on an operator is full whatever the target. */
  static final double FULL = 0.98;

  public InformedSettings {
    Require.atLeast("top-k", 1, topK);
    Require.positive("target utilization", Require.share("target utilization", targetUtilization));
    Require.nonNegative("decision threshold", decisionThreshold);
    Require.share("share to shrink again from", shrinkAgainFrom);
    Objects.requireNonNull(measurement, "measurement");
    if (negligibleBacklog.isNegative()) {
      throw new IllegalArgumentException(
          "negligible backlog must not be negative, but is " + negligibleBacklog);
    }
    if (catchUp.isNegative() || catchUp.isZero()) {
      throw new IllegalArgumentException("catch-up must be longer than 0, but is " + catchUp);
    }
    Require.atLeast("tolerable backlog", Duration.ZERO, tolerableBacklog);
  }

  /** The same settings with another target utilisation. */
  public InformedSettings at(double utilization) {
    return new InformedSettings(
        topK,
        utilization,
        decisionThreshold,
        shrinkAgainFrom,
        measurement,
        negligibleBacklog,
        catchUp,
        tolerableBacklog);
  }

  /** The same settings with another share from which on subtasks are taken away a second time. */
  InformedSettings shrinkingAgainFrom(double share) {
    return new InformedSettings(
        topK,
        targetUtilization,
        decisionThreshold,
        share,
        measurement,
        negligibleBacklog,
        catchUp,
        tolerableBacklog);
  }

  /** The same settings with another decision threshold. */
  InformedSettings decidingFrom(double threshold) {
    return new InformedSettings(
        topK,
        targetUtilization,
        threshold,
        shrinkAgainFrom,
        measurement,
        negligibleBacklog,
        catchUp,
        tolerableBacklog);
  }

  /** The same settings with another time to work a backlog off. */
  InformedSettings catchingUpWithin(Duration time) {
    return new InformedSettings(
        topK,
        targetUtilization,
        decisionThreshold,
        shrinkAgainFrom,
        measurement,
        negligibleBacklog,
        time,
        tolerableBacklog);
  }

  /** The same settings with another backlog that may wait. */
  InformedSettings tolerating(Duration backlog) {
    return new InformedSettings(
        topK,
        targetUtilization,
        decisionThreshold,
        shrinkAgainFrom,
        measurement,
        negligibleBacklog,
        catchUp,
        backlog);
  }
}
