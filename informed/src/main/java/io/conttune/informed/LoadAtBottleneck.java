package io.conttune.informed;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The load of a short job, told by what holds it up. A bottleneck takes in what it can, piece for
 * piece the same. So where its producers are measured to send more or less, they are measured
 * wrong. What a backlog grows by has no such error. One piece is then enough, where the mean of
 * several would be needed otherwise. Where they are measured to send just that, it is the load
 * itself that deviates, and its mean counts.
 */
final class LoadAtBottleneck {
  /** Standard deviations up to which more or less than was sent is an error of measuring. */
  private static final double NOISE = 3;

  /** Standard deviations from which on it is one. */
  private static final double LEAST = 0.25;

  private LoadAtBottleneck() {}

  /**
   * The load over that which the newest piece shows; empty where it is not told, where the load
   * itself deviates, or where buffers fill or drain.
   */
  static OptionalDouble overNewest(SteadyLoad load, JobGraph graph, Shortage shortage) {
    JobMetrics piece = load.newest();
    boolean isAsked = shortage.verdict() == Shortage.Verdict.SHORT && load.isNoisy();
    if (!isAsked || !Shortage.allSourcesTell(graph, piece)) {
      return OptionalDouble.empty();
    }
    OptionalDouble taken = takenOverSent(graph, piece, shortage.bottlenecks());
    return taken.isPresent() && isError(taken.getAsDouble(), load.deviation())
        ? ofSources(graph, piece, taken.getAsDouble())
        : OptionalDouble.empty();
  }

  private static boolean isError(double taken, double deviation) {
    double error = Math.abs(StrictMath.log(taken)) / deviation;
    return error >= LEAST && error <= NOISE;
  }

  /** What all bottlenecks took in, over what was sent to them. */
  private static OptionalDouble takenOverSent(
      JobGraph graph, JobMetrics piece, Set<OperatorId> bottlenecks) {
    double taken = 0;
    double sent = 0;
    for (OperatorId bottleneck : bottlenecks) {
      OptionalDouble toIt = sentTo(bottleneck, graph, piece);
      if (toIt.isEmpty()) {
        return OptionalDouble.empty();
      }
      taken += piece.of(bottleneck).inputRate();
      sent += toIt.getAsDouble();
    }
    return taken > 0 && sent > 0 ? OptionalDouble.of(taken / sent) : OptionalDouble.empty();
  }

  /** Empty where a producer has other outputs, too, and one counter for all of them. */
  private static OptionalDouble sentTo(OperatorId consumer, JobGraph graph, JobMetrics piece) {
    double sent = 0;
    Set<OperatorId> counted = new HashSet<>();
    for (JobEdge input : graph.inputsOf(consumer)) {
      OperatorMetrics producer = piece.operators().get(input.from());
      if (producer == null || !counted.add(input.from())) {
        continue;
      }
      Double toIt = producer.outputRates().get(consumer);
      boolean hasOneOutput = graph.outputsOf(input.from()).size() == 1;
      if (input.strategy() == ShipStrategy.BROADCAST || (toIt == null && !hasOneOutput)) {
        return OptionalDouble.empty();
      }
      sent += toIt == null ? producer.outputRate() : toIt;
    }
    return OptionalDouble.of(sent);
  }

  private static OptionalDouble ofSources(JobGraph graph, JobMetrics piece, double ofRead) {
    List<OperatorMetrics> sources =
        graph.sources().stream()
            .map(JobVertex::id)
            .filter(piece.operators()::containsKey)
            .map(piece::of)
            .toList();
    double shown = sources.stream().mapToDouble(OperatorMetrics::arrivalRate).sum();
    double read = sources.stream().mapToDouble(OperatorMetrics::inputRate).sum();
    return shown > 0 && read > 0
        ? OptionalDouble.of((shown + read * (ofRead - 1)) / shown)
        : OptionalDouble.empty();
  }
}
