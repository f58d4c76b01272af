package io.conttune.ds2;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.SlowSource;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.TuningInput;

/**
 * Measures how far sources lag: their real rate divided by the rate that they read. A source that
 * nothing holds up does not count, because more subtasks behind it would not let it read more.
 */
final class SourceLag {
  private final Ds2Settings.Lag settings;

  SourceLag(Ds2Settings.Lag settings) {
    this.settings = settings;
  }

  /** The largest ratio of target to achieved rate over all sources; 1 if none lags. */
  double ratio(TuningInput input, TargetRates.Known rates) {
    return input.graph().sources().stream()
        .map(JobVertex::id)
        .filter(input.metrics().operators()::containsKey)
        .mapToDouble(id -> ratio(input.metrics().of(id), rates.of(id).rate().shared()))
        .max()
        .orElse(1);
  }

  private double ratio(OperatorMetrics source, double target) {
    if (SlowSource.fallsBehind(source)) {
      return 1;
    }
    if (source.backlog().isEmpty()) {
      return ofBackPressure(source.backPressureShare());
    }
    double achieved = source.inputRate();
    boolean lags = achieved > 0 && target * (1 - settings.tolerance()) > achieved;
    return lags ? target / achieved : 1;
  }

  /**
   * A source without a known backlog would have read more in the time that it waited for output.
   */
  private double ofBackPressure(double share) {
    if (share < settings.backPressure()) {
      return 1;
    }
    return Math.min(settings.mostRatio(), 1 / Math.max(1 - share, 1 / settings.mostRatio()));
  }
}
