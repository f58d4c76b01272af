package io.conttune.bigsmall;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Utilization;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells whether a job has too little capacity for its rate, where every source reports its backlog
 * and the rate is therefore known. Busy operators and a backlog alone are no proof. Every restart
 * leaves a backlog, and it is read at full speed.
 *
 * @param bursty operators whose need the window does not show
 * @param waitsFrom share of time from which on an operator counts as waiting for room in its output
 */
record Shortfall(
    JobGraph graph,
    JobMetrics metrics,
    TargetRates.Known rates,
    BurstyInputs bursty,
    double waitsFrom) {
  /** By which share a rate may exceed what was measured: the error of the measurement. */
  private static final double TOLERANCE = 0.02;

  /**
   * Returns whether some operator should process more than it is able to, or a backlog grows while
   * some operator waits for another.
   */
  boolean exists() {
    Utilization utilization = new Utilization(metrics, rates);
    boolean overloaded =
        running()
            .filter(v -> !isSource(v) && !bursty.hides(v.id()))
            .anyMatch(v -> utilization.of(v.id()) > 1 + TOLERANCE);
    Set<OperatorId> heldUp = bursty.heldUp(graph, metrics, waitsFrom);
    boolean waits =
        running()
            .filter(v -> metrics.of(v.id()).backPressureShare() >= waitsFrom)
            .anyMatch(v -> !heldUp.contains(v.id()));
    return overloaded || (waits && running().anyMatch(this::fallsBehind));
  }

  private boolean fallsBehind(JobVertex vertex) {
    OperatorMetrics measured = metrics.of(vertex.id());
    double growth = measured.backlog().map(Backlog::growth).orElse(0.0);
    return isSource(vertex) && growth > TOLERANCE * (measured.inputRate() + growth);
  }

  private boolean isSource(JobVertex vertex) {
    return graph.isSource(vertex.id());
  }

  private Stream<JobVertex> running() {
    return graph.vertices().stream().filter(v -> metrics.operators().containsKey(v.id()));
  }
}
