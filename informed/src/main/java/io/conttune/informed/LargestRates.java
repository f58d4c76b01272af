package io.conttune.informed;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.informed.Shortage.Verdict;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers the largest rate of each source that does not report its backlog. When such a source is
 * held up, its rate is not known, and the largest one ever seen is the best guess.
 */
final class LargestRates {
  private static final double WORTHWHILE = 0.01;

  /**
   * Where the source already reads its largest rate, it is taken to have this many times that. A
   * step that is too large is seen and corrected at once; one that is too small is seen late.
   */
  private static final double STEP = 2.5;

  /** The same of a source that was never seen to read all that there is. */
  private static final double FIRST_STEP = 4;

  /** Share of the largest rate from which on a source reads it. */
  private static final double NEAR = 0.9;

  private LargestRates() {}

  /** The rates after this load; one that is held up, or not confirmed, is none. */
  static Map<OperatorId, Double> of(
      Map<OperatorId, Double> before, JobGraph graph, SteadyLoad load, Shortage shortage) {
    if (shortage.verdict() != Verdict.SUFFICIENT
        || !shortage.bottlenecks().isEmpty()
        || !load.isConfirmed()) {
      return before;
    }
    Map<OperatorId, Double> result = new HashMap<>(before);
    for (JobVertex source : graph.sources()) {
      double rate = load.rates().getOrDefault(source.id(), 0.0);
      boolean isTold =
          load.newest().operators().containsKey(source.id())
              && load.newest().of(source.id()).backlog().isPresent();
      if (!isTold && rate > before.getOrDefault(source.id(), 0.0) * (1 + WORTHWHILE)) {
        result.put(source.id(), rate);
      }
    }
    return result;
  }

  /**
   * A guess of the load.
   *
   * @param factor of the load over what the sources read
   * @param isSeen whether the load was ever seen; otherwise the factor is a step
   */
  record Guess(double factor, boolean isSeen) {}

  /** The guess of the load while the sources are held up. */
  static Guess guess(Map<OperatorId, Double> largest, SteadyLoad load) {
    double most = 0;
    for (Map.Entry<OperatorId, Double> read : load.rates().entrySet()) {
      double known = largest.getOrDefault(read.getKey(), 0.0);
      if (read.getValue() > 0 && read.getValue() < NEAR * known) {
        most = Math.max(most, known / read.getValue());
      }
    }
    if (most > 0) {
      return new Guess(most, true);
    }
    return new Guess(largest.isEmpty() ? FIRST_STEP : STEP, false);
  }
}
