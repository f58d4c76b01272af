package io.conttune.collector;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.SlowSource;
import java.util.List;
import java.util.Optional;

/**
 * Adds the rates that something other than Flink tells to what was measured: the backlog of such a
 * source grows by what arrives and is not read. How many records wait is known only of a source
 * that reports it; of any other the window's own growth is all that is known.
 *
 * @param polls of the window, oldest first, at least one
 */
record ToldArrivals(List<JobSnapshot> polls) {
  static ToldArrivals in(List<JobSnapshot> polls) {
    return new ToldArrivals(polls);
  }

  /**
   * The same metrics with the rate that was told, if the newest poll has one that counts.
   *
   * @param elapsed seconds of the window
   */
  OperatorMetrics added(OperatorMetrics measured, double elapsed) {
    return newest(measured.id())
        .filter(rate -> counts(rate, measured))
        .map(rate -> measured.withBacklog(backlog(measured, elapsed)))
        .orElse(measured);
  }

  private Optional<ArrivalRate> newest(OperatorId source) {
    return told(polls.get(polls.size() - 1), source);
  }

  /** A source that is not held up, or reads more than was assumed, shows its rate itself. */
  private static boolean counts(ArrivalRate rate, OperatorMetrics measured) {
    return switch (rate.certainty()) {
      case MEASURED -> true;
      case ASSUMED ->
          measured.backlog().isEmpty()
              && !SlowSource.readsFreely(measured)
              && rate.perSecond() > measured.inputRate();
    };
  }

  private Backlog backlog(OperatorMetrics measured, double elapsed) {
    double growth = mean(measured.id()) - measured.inputRate();
    return measured
        .backlog()
        .map(known -> new Backlog(known.records(), growth, known.peak()))
        .orElseGet(
            () -> {
              double waiting = Math.max(0, growth * elapsed);
              return new Backlog(waiting, growth, waiting);
            });
  }

  /** Without the first poll: what it tells is of the time before the window. */
  private double mean(OperatorId source) {
    return polls.stream()
        .skip(polls.size() > 1 ? 1 : 0)
        .flatMap(poll -> told(poll, source).stream())
        .mapToDouble(ArrivalRate::perSecond)
        .average()
        .orElseThrow();
  }

  private static Optional<ArrivalRate> told(JobSnapshot poll, OperatorId source) {
    return Optional.ofNullable(poll.arrivals().told().get(source));
  }
}
