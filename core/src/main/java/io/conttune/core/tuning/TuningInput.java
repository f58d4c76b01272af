package io.conttune.core.tuning;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.WholePeriods;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that a decision depends on.
 *
 * @param graph the job as it runs
 * @param metrics of one window in which the graph did not change
 * @param history of the job's operators
 * @param limits of every vertex of the graph
 * @param state memory that the job's tuner returned last
 * @param pieces the same run in successive pieces, oldest first, at least one: as short as the
 *     counters allow, so that a change of the load falls into one of them. The oldest may lie
 *     before the window
 * @param wholePeriods the same run over two whole periods of its bursts, where the window does not
 *     hold them; empty if they are not known, or there are none
 */
public record TuningInput(
    JobGraph graph,
    JobMetrics metrics,
    History history,
    Limits limits,
    TunerState state,
    List<JobMetrics> pieces,
    Optional<WholePeriods> wholePeriods) {
  /**
   * Share of time in which an operator waits for room in its output, from which on it is held up.
   */
  private static final double HELD_UP = 0.1;

  /** Share of its time that an operator has for its work at least, however much it is held up. */
  private static final double LEAST_TIME = 0.1;

  public TuningInput {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(state, "state");
    pieces = List.copyOf(pieces);
    Require.atLeast("number of pieces", 1, pieces.size());
    Objects.requireNonNull(wholePeriods, "wholePeriods");
    if (!limits.bounds().keySet().containsAll(graph.parallelism().keySet())) {
      throw new IllegalArgumentException("limits are missing for some job vertices");
    }
  }

  /** The input of a window that is one piece. */
  public TuningInput(
      JobGraph graph, JobMetrics metrics, History history, Limits limits, TunerState state) {
    this(graph, metrics, history, limits, state, List.of(metrics), Optional.empty());
  }

  /** The same input of these pieces only. */
  public TuningInput withPieces(List<JobMetrics> some) {
    return new TuningInput(graph, metrics, history, limits, state, some, wholePeriods);
  }

  /** The same input, as if each operator could have a parallelism of its own. */
  public TuningInput eachItsOwn() {
    return new TuningInput(
        graph, metrics, history, limits.eachItsOwn(), state, pieces, wholePeriods);
  }

  /** The same input, measured over whole periods; empty if these are not known. */
  public Optional<TuningInput> overWholePeriods() {
    return wholePeriods.map(
        whole ->
            new TuningInput(
                graph, whole.all(), history, limits, state, whole.each(), wholePeriods));
  }

  /**
   * Returns whether this input is measured over whole periods, in which some operator waited for
   * another to work a burst off. How many subtasks fewer would do cannot be told then: with fewer
   * the others would wait longer.
   */
  public boolean isHeldUpByBursts() {
    return isOverWholePeriods()
        && metrics.operators().keySet().stream().anyMatch(id -> timeLeft(id) <= 1 - HELD_UP);
  }

  /**
   * Share of time that is left to a running operator for its work, 0.1..1. Over whole periods an
   * operator that waits for another to work bursts off has that time no more.
   */
  public double timeLeft(OperatorId operator) {
    return isOverWholePeriods()
        ? Math.max(LEAST_TIME, 1 - metrics.of(operator).backPressureShare())
        : 1;
  }

  private boolean isOverWholePeriods() {
    return wholePeriods.map(WholePeriods::all).filter(metrics::equals).isPresent();
  }
}
