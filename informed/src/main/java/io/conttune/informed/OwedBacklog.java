package io.conttune.informed;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.rates.Seconds;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  private OwedBacklog() {}

  /** Returns whether the job still works it off. */
  static boolean isWorkedOff(KnownJob job, InformedSettings settings) {
    SteadyLoad load = job.load();
    Tuning tuning = job.memory().tuning();
    if (tuning.redeployments() == 0 || isPaid(job.input().graph(), job.input().pieces())) {
      return false;
    }
    double since = Seconds.of(Duration.between(tuning.at(), load.newest().until()));
    double catchUp = Seconds.of(settings.catchUp());
    if (tuning.basis() == Basis.GUESSED) {
      // What a guess leaves room for is not known: it may have been too small.
      return since >= 0 && since <= catchUp;
    }
    return since >= 0
        && since <= PATIENCE * catchUp
        && load.rates().entrySet().stream()
            .allMatch(read -> read.getValue() >= READS * former(tuning.rates(), read.getKey()));
  }

  /** Returns whether some piece of this run shows that all was read. */
  private static boolean isPaid(JobGraph graph, List<JobMetrics> pieces) {
    return pieces.stream()
        .anyMatch(
            piece ->
                graph.sources().stream()
                    .map(source -> piece.operators().get(source.id()))
                    .filter(Objects::nonNull)
                    .allMatch(source -> source.backPressureShare() < Shortage.HELD_UP));
  }

  private static double former(Map<OperatorId, Double> rates, OperatorId source) {
    return rates.getOrDefault(source, Double.POSITIVE_INFINITY);
  }
}
