package io.conttune.core.rates;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells when the load of a job has changed last. It changes when the real rate of a source does by
 * a tenth or more. Where the change lies within a piece of the window, the mean rate of this piece
 * tells the moment.
 *
 * @param seen the newest piece; empty before the first
 * @param changedAt the last change, for as long as nothing was done for it
 */
public record LoadWatch(Optional<Seen> seen, Optional<Instant> changedAt) {
  /** Nothing was seen yet. */
  public static final LoadWatch NONE = new LoadWatch(Optional.empty(), Optional.empty());

  /** Relative change of a rate from which on the load is another. */
  private static final double LEAST = 0.1;

  /**
   * The load in a piece of the window.
   *
   * @param rates real rate of each source, records/s
   * @param until end of the piece
   */
  public record Seen(Map<OperatorId, Double> rates, Instant until) {
    public Seen {
      rates = Map.copyOf(rates);
    }

    private double total() {
      return rates.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private boolean differsFrom(Seen other) {
      return rates.entrySet().stream()
          .anyMatch(
              rate -> {
                double one = rate.getValue();
                double two = other.rates.getOrDefault(rate.getKey(), 0.0);
                return Math.abs(one - two) >= LEAST * Math.max(one, two) && one != two;
              });
    }
  }

  /**
   * The same after a poll. A change while no window could be measured, as during a restart, counts
   * from the first piece after it.
   *
   * @param pieces of one run, oldest first, at least one
   */
  public LoadWatch after(JobGraph graph, List<JobMetrics> pieces) {
    List<Seen> loads = pieces.stream().map(piece -> load(graph, piece)).toList();
    Seen newest = loads.get(loads.size() - 1);
    for (int i = loads.size() - 2; i >= 0; i--) {
      if (loads.get(i).differsFrom(newest)) {
        return new LoadWatch(
            Optional.of(newest), Optional.of(moment(loads, i, pieces.get(i).length())));
      }
    }
    Instant begin = loads.get(0).until().minus(pieces.get(0).length());
    boolean hasChangedUnseen =
        seen.filter(before -> !before.until().isAfter(begin))
            .filter(before -> before.differsFrom(newest))
            .isPresent();
    return new LoadWatch(Optional.of(newest), hasChangedUnseen ? Optional.of(begin) : changedAt);
  }

  /** The same once something was done for the last change. */
  public LoadWatch answered() {
    return new LoadWatch(seen, Optional.empty());
  }

  /** The time since the last change, if nothing was done for it yet. */
  public Optional<Duration> sinceChange(Instant now) {
    return changedAt.map(at -> Duration.between(at, now)).filter(since -> !since.isNegative());
  }

  /** The moment of the change in or after a piece, by the share of it that has the new load. */
  private static Instant moment(List<Seen> loads, int piece, Duration length) {
    Seen mixed = loads.get(piece);
    if (piece == 0) {
      return mixed.until();
    }
    double before = loads.get(piece - 1).total();
    double after = loads.get(loads.size() - 1).total();
    double share = after == before ? 0 : (mixed.total() - before) / (after - before);
    double within = Math.max(0, Math.min(1, share));
    return mixed.until().minusMillis(Math.round(within * length.toMillis()));
  }

  private static Seen load(JobGraph graph, JobMetrics piece) {
    Map<OperatorId, Double> rates = new HashMap<>();
    for (JobVertex source : graph.sources()) {
      OperatorMetrics measured = piece.operators().get(source.id());
      if (measured != null) {
        rates.put(source.id(), measured.arrivalRate());
      }
    }
    return new Seen(rates, piece.until());
  }
}
