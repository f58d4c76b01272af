package io.conttune.informed;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The operators that are saturated in one piece of a window: their producers wait for them all the
 * time, so what they process is their capacity.
 *
 * <p>Told for all operators at once. A producer has as many consumers as the job has operators,
 * perhaps, and each of them would compare itself with all the others.
 *
 * @param piece of the window
 * @param operators that are saturated in it
 */
record Saturated(JobMetrics piece, Set<OperatorId> operators) {
  /** Share of time up to which an operator counts as never idle. */
  static final double NEVER_IDLE = 0.02;

  /** Share of time in which an operator waits for room that is more than an error of reading. */
  static final double HELD_UP_AT_ALL = 0.005;

  Saturated {
    operators = Set.copyOf(operators);
  }

  static Saturated in(JobGraph graph, JobMetrics piece) {
    Map<OperatorId, Double> busiest = busiestConsumers(graph, piece);
    Set<OperatorId> found = new HashSet<>();
    if (busiest.isEmpty()) {
      return new Saturated(piece, found);
    }
    for (JobVertex vertex : graph.vertices()) {
      OperatorMetrics measured = piece.operators().get(vertex.id());
      if (measured != null && !isHeldUp(measured) && isWaitedFor(measured, graph, busiest)) {
        found.add(vertex.id());
      }
    }
    return new Saturated(piece, found);
  }

  boolean contains(OperatorId id) {
    return operators.contains(id);
  }

  /** Records per second that an operator of this piece took in. */
  double inputRate(OperatorId id) {
    return piece.of(id).inputRate();
  }

  /** The share of time of that consumer of each producer that always sends which takes in least. */
  private static Map<OperatorId, Double> busiestConsumers(JobGraph graph, JobMetrics piece) {
    Map<OperatorId, Double> busiest = new HashMap<>();
    for (OperatorMetrics producer : piece.operators().values()) {
      if (alwaysSends(producer)) {
        for (JobEdge edge : graph.outputsOf(producer.id())) {
          OperatorMetrics consumer = piece.operators().get(edge.to());
          if (consumer != null) {
            busiest.merge(producer.id(), occupied(consumer), Math::max);
          }
        }
      }
    }
    return busiest;
  }

  /**
   * Share of time in which a consumer takes nothing in: it is busy or, if it is held up, waits. It
   * is then what its producers wait for, and a consumer beside it that idles is not.
   */
  private static double occupied(OperatorMetrics consumer) {
    double busy = consumer.usefulTime();
    return isHeldUp(consumer) ? Math.max(busy, 1 - consumer.time().idle() - NEVER_IDLE) : busy;
  }

  private static boolean isHeldUp(OperatorMetrics measured) {
    return measured.time().backPressured() > Math.max(measured.time().idle(), NEVER_IDLE);
  }

  /** A producer that waits does so for the busiest of its consumers. */
  private static boolean isWaitedFor(
      OperatorMetrics measured, JobGraph graph, Map<OperatorId, Double> busiest) {
    boolean isWaitedFor = false;
    for (JobEdge input : graph.inputsOf(measured.id())) {
      Double rival = busiest.get(input.from());
      if (rival != null) {
        if (rival > measured.usefulTime()) {
          return false;
        }
        isWaitedFor = true;
      }
    }
    return isWaitedFor;
  }

  private static boolean alwaysSends(OperatorMetrics producer) {
    return producer.time().idle() <= NEVER_IDLE && producer.time().backPressured() > HELD_UP_AT_ALL;
  }
}
