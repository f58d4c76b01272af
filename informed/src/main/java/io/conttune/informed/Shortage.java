package io.conttune.informed;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Seconds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells from one piece of a window if the job is short, and which operators hold it up.
 *
 * <p>Where sources report their backlog, a job is short if a backlog grows while its source is held
 * up. That is exact: a job that is only busy, or works off a backlog, is not short. Where they do
 * not, being held up is the only sign. Below a target utilisation of 1, a job that reports its
 * backlog and has no room left counts as short, too: it would fall behind by its next restart at
 * the latest.
 *
 * @param verdict on the job
 * @param bottlenecks operators for which their producers wait all the time; what they process is
 *     their capacity
 */
record Shortage(Verdict verdict, Set<OperatorId> bottlenecks) {
  /** Share of time in which a source waits for room from which on it is held up. */
  static final double HELD_UP = 0.1;

  /** Growth of a backlog over the rate up to which it may be the error of two readings. */
  private static final double NO_GROWTH = 0.005;

  /** Growth of a backlog over the rate from which on it counts however small the backlog is. */
  private static final double FAST_GROWTH = 0.02;

  /** The balance of load and capacity. */
  enum Verdict {
    /** All that arrives is processed. */
    SUFFICIENT,
    /** Short, and was so for only a part of the piece: its mean is of two loads. */
    SHORT_IN_PART,
    /** Short throughout the piece. */
    SHORT
  }

  Shortage {
    bottlenecks = Set.copyOf(bottlenecks);
  }

  static Shortage of(JobGraph graph, JobMetrics piece, InformedSettings settings) {
    Set<OperatorId> bottlenecks = bottlenecks(graph, piece);
    List<OperatorMetrics> heldUp =
        graph.sources().stream()
            .map(source -> piece.operators().get(source.id()))
            .filter(source -> source != null)
            .filter(source -> isShort(source, settings))
            .toList();
    boolean isFull =
        settings.targetUtilization() < InformedSettings.FULL
            && isFull(graph, piece, bottlenecks, settings);
    if (heldUp.isEmpty() && !isFull) {
      return new Shortage(Verdict.SUFFICIENT, bottlenecks);
    }
    boolean isThroughout =
        isFull || heldUp.stream().anyMatch(s -> s.time().idle() <= Saturated.NEVER_IDLE);
    return new Shortage(isThroughout ? Verdict.SHORT : Verdict.SHORT_IN_PART, bottlenecks);
  }

  /** The same, where a part of the piece counts as all of it. */
  Shortage inWhole() {
    return verdict == Verdict.SHORT_IN_PART ? new Shortage(Verdict.SHORT, bottlenecks) : this;
  }

  /**
   * Returns whether the job has no room left: producers wait for an operator, and a backlog is
   * neither large nor shrinking, for an operator that works one off is full as well. Where sources
   * do not report their backlog, one that waits counts as short already, and one that does not
   * shows its whole rate.
   */
  private static boolean isFull(
      JobGraph graph, JobMetrics piece, Set<OperatorId> bottlenecks, InformedSettings settings) {
    List<OperatorMetrics> heldUp =
        graph.sources().stream()
            .map(source -> piece.operators().get(source.id()))
            .filter(source -> source != null && source.backPressureShare() >= HELD_UP)
            .toList();
    return allSourcesTell(graph, piece)
        && !heldUp.isEmpty()
        && heldUp.stream().allMatch(source -> isLevel(source, settings))
        && bottlenecks.stream().anyMatch(id -> !emptiesItsBuffers(id, graph, piece));
  }

  /**
   * Returns whether an operator takes in more than its producers send: what gathered in a restart
   * has left the source and waits in the buffers between the operators.
   */
  private static boolean emptiesItsBuffers(OperatorId id, JobGraph graph, JobMetrics piece) {
    double sent =
        graph.inputsOf(id).stream()
            .map(edge -> piece.operators().get(edge.from()))
            .filter(Objects::nonNull)
            .mapToDouble(OperatorMetrics::outputRate)
            .sum();
    return piece.of(id).inputRate() > sent * (1 + FAST_GROWTH);
  }

  private static boolean isLevel(OperatorMetrics source, InformedSettings settings) {
    Backlog backlog = source.backlog().orElseThrow();
    double rate = source.inputRate() + backlog.growth();
    return backlog.growth() >= -NO_GROWTH * rate
        && backlog.records() <= rate * Seconds.of(settings.negligibleBacklog());
  }

  /** Returns whether every source reports its backlog, so that its real rate is known. */
  static boolean allSourcesTell(JobGraph graph, JobMetrics piece) {
    return graph.sources().stream()
        .map(source -> piece.operators().get(source.id()))
        .filter(source -> source != null)
        .allMatch(source -> source.backlog().isPresent());
  }

  private static boolean isShort(OperatorMetrics source, InformedSettings settings) {
    Optional<Backlog> backlog = source.backlog();
    if (backlog.isEmpty()) {
      return source.backPressureShare() >= HELD_UP;
    }
    double growth = backlog.get().growth();
    double rate = source.inputRate() + growth;
    double negligible = rate * Seconds.of(settings.negligibleBacklog());
    return source.backPressureShare() >= Saturated.HELD_UP_AT_ALL
        && growth > NO_GROWTH * rate
        && (growth > FAST_GROWTH * rate || backlog.get().records() > negligible);
  }

  /** Of several full operators in a row only the last one is not held up itself. */
  private static Set<OperatorId> bottlenecks(JobGraph graph, JobMetrics piece) {
    Saturated saturated = Saturated.in(graph, piece);
    Set<OperatorId> found = new LinkedHashSet<>();
    Set<OperatorId> leading = new LinkedHashSet<>();
    List<JobVertex> downstreamFirst = new ArrayList<>(graph.vertices());
    Collections.reverse(downstreamFirst);
    for (JobVertex vertex : downstreamFirst) {
      boolean leadsToOne =
          graph.outputsOf(vertex.id()).stream().map(JobEdge::to).anyMatch(leading::contains);
      if (leadsToOne) {
        leading.add(vertex.id());
      } else if (saturated.contains(vertex.id())) {
        found.add(vertex.id());
        leading.add(vertex.id());
      }
    }
    return found;
  }
}
