package io.conttune.informed;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.Seconds;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import java.time.Duration;
import java.util.Map;

/**
 * The backlog that the last restart has left behind. Where sources do not report their backlog,
 * reading it looks like load. So for some time a source that is held up, and reads at least the
 * rate for which the job was redeployed, counts as working off what is owed.
 */
final class OwedBacklog {
  /** Share of its rate from which on a source reads it. */
  private static final double READS = 0.98;

  /** The headroom may take this many times the time to catch up. */
  private static final int PATIENCE = 4;

  /** The same for a load that was guessed, of which the backlog is not known either. */
  private static final int GUESSED_PATIENCE = 2;

  private OwedBacklog() {}

  /** Returns whether the job still works it off. */
  static boolean isWorkedOff(SteadyLoad load, Tuning tuning, InformedSettings settings) {
    if (tuning.redeployments() == 0) {
      return false;
    }
    double since = Seconds.of(Duration.between(tuning.at(), load.newest().until()));
    double catchUp = Seconds.of(settings.catchUp());
    if (tuning.basis() == Basis.GUESSED) {
      return since >= 0 && since <= GUESSED_PATIENCE * catchUp;
    }
    return since >= 0
        && since <= PATIENCE * catchUp
        && load.rates().entrySet().stream()
            .allMatch(read -> read.getValue() >= READS * former(tuning.rates(), read.getKey()));
  }

  private static double former(Map<OperatorId, Double> rates, OperatorId source) {
    return rates.getOrDefault(source, Double.POSITIVE_INFINITY);
  }
}
