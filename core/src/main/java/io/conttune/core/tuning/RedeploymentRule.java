package io.conttune.core.tuning;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Weighs a new parallelism against the redeployment that it costs [ContTune §7]: decisionThr, but
 * it never hides an operator that is short.
 *
 * <p>In a small job one subtask is always a large change. So an operator grows only if its
 * utilisation exceeds the target by more than the threshold. Otherwise it would shrink and grow in
 * turn at a rate at which two parallelisms are nearly as good.
 *
 * @param threshold relative change of the total parallelism below which it is not worth it, at
 *     least 0
 * @param targetUtilization share of its capacity that an operator should use, in (0, 1]
 * @param full busy share from which on an operator is short whatever the target, in (0, 1]
 */
public record RedeploymentRule(double threshold, double targetUtilization, double full) {
  /** A quotient of two totals reaches a threshold if it misses it by no more than this. */
  private static final double TOLERANCE = 1e-9;

  public RedeploymentRule {
    Require.nonNegative("decision threshold", threshold);
    Require.positive("target utilization", Require.share("target utilization", targetUtilization));
    Require.positive("full busy share", Require.share("full busy share", full));
  }

  /**
   * Utilisation from which on an operator is short: half-way between the target and 1, and at most
   * what counts as full.
   */
  public double shortFrom() {
    return Math.min((1 + targetUtilization) / 2, full);
  }

  /**
   * Returns why this change is not worth a redeployment; empty if it is.
   *
   * @param wanted parallelism of every vertex
   * @param cannotWait vertices that grow and are short
   * @param utilization of every vertex that grows
   */
  public Optional<String> objection(
      JobGraph graph,
      Map<OperatorId, Integer> wanted,
      List<JobVertex> cannotWait,
      Map<OperatorId, Double> utilization) {
    if (!cannotWait.isEmpty()) {
      return Optional.empty();
    }
    Map<OperatorId, Integer> counted = new HashMap<>(wanted);
    boolean allCount = true;
    for (JobVertex vertex : graph.vertices()) {
      boolean grows = wanted.get(vertex.id()) > vertex.parallelism();
      if (grows && utilization.getOrDefault(vertex.id(), 0.0) < growsFrom()) {
        counted.put(vertex.id(), vertex.parallelism());
        allCount = false;
      }
    }
    int before = total(graph.parallelism());
    int after = total(counted);
    double change = (double) Math.max(before, after) / Math.min(before, after) - 1;
    if (change >= threshold - TOLERANCE && !counted.equals(graph.parallelism())) {
      return Optional.empty();
    }
    String less =
        String.format(
            Locale.ROOT,
            "would change the total parallelism from %d to %d, less than the threshold of %.0f %%",
            before,
            total(wanted),
            100 * threshold);
    String near =
        String.format(
            Locale.ROOT,
            "is no need: what would grow uses less than %.2f of its capacity, near enough to the"
                + " target of %.2f",
            growsFrom(),
            targetUtilization);
    return Optional.of(allCount ? less : near);
  }

  private double growsFrom() {
    return Math.min(shortFrom(), targetUtilization * (1 + threshold));
  }

  private static int total(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).sum();
  }
}
