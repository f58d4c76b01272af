package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Weighs a change of a job that is not short against its restart. One redeployment per load: after
 * it, subtasks are taken away only if they are many, and given only where an operator is nearly
 * full.
 */
record RestartWorth(InformedSettings settings) {
  /** Standard deviations of the rate by which a utilisation has to be too high. */
  private static final double NOISE = 2;

  /** Why this plan is not worth a restart; empty if it is. */
  Optional<String> objection(KnownJob job, Plan plan) {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    boolean isAgain = job.isTunedLoad();
    if (job.free().stream().anyMatch(v -> mustGrow(v, job, plan, isAgain))) {
      return Optional.empty();
    }
    int before = total(job, present);
    int after =
        job.free().stream()
            .mapToInt(v -> Math.min(v.parallelism(), plan.parallelism().get(v.id())))
            .sum();
    double saved = (double) (before - after) / before;
    double threshold =
        isAgain
            ? settings.shrinkAgainFrom() + NOISE * job.load().deviationOfMean()
            : settings.decisionThreshold() / (1 + settings.decisionThreshold());
    boolean pays = after < before && saved >= threshold - 1e-9;
    return pays
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "no operator is short, and %d of %d subtasks are less than the %.0f %% that are worth"
                    + " a restart%s",
                before - after,
                before,
                100 * threshold,
                isAgain ? " for a load that the job was redeployed for" : ""));
  }

  private boolean mustGrow(JobVertex vertex, KnownJob job, Plan plan, boolean isAgain) {
    if (plan.parallelism().get(vertex.id()) <= vertex.parallelism()) {
      return false;
    }
    double target = settings.targetUtilization();
    boolean onlyABacklogTells =
        target >= InformedSettings.FULL || !settings.tolerableBacklog().isZero();
    if (onlyABacklogTells || isIdle(vertex, job, plan)) {
      // At full use a full operator looks like one that is too slow. And where a backlog may wait,
      // an operator is fast enough as long as none grows.
      return false;
    }
    double from =
        isAgain ? nearlyAll() : Math.min(full(), target * (1 + settings.decisionThreshold()));
    double noise = 1 + NOISE * job.load().deviationOfMean();
    return utilization(vertex, job, plan) >= from * noise
        && remembered(vertex, job, plan) >= from * noise;
  }

  /** Returns whether it carries its rate and has far less to do than it may. */
  private boolean isIdle(JobVertex vertex, KnownJob job, Plan plan) {
    int present = vertex.parallelism();
    return job.presentProof(vertex.id(), settings)
        .againstMore(
            plan.demand().get(vertex.id()).rate().at(present),
            plan.capacity().get(vertex.id()).at(present))
        .isPresent();
  }

  /** Half-way from the target to all of the time. */
  private double full() {
    return Math.min((1 + settings.targetUtilization()) / 2, InformedSettings.FULL);
  }

  /** Half-way from there to all of the time. */
  private double nearlyAll() {
    return Math.min((1 + full()) / 2, InformedSettings.FULL);
  }

  /** Returns whether this operator uses far more of its ability than it should. */
  boolean isNearlyFull(JobVertex vertex, KnownJob job, Plan plan) {
    return utilization(vertex, job, plan) >= full();
  }

  /** Returns whether this parallelism saves as many subtasks as are worth a restart. */
  boolean pays(KnownJob job, Map<OperatorId, Integer> goal) {
    int before = total(job, job.input().graph().parallelism());
    return before - total(job, goal) >= settings.decisionThreshold() * before;
  }

  /** The rate over the mean ability of the pieces of this load. */
  private static double utilization(JobVertex vertex, KnownJob job, Plan plan) {
    OptionalDouble ability =
        job.load().pieces().stream()
            .map(piece -> piece.operators().get(vertex.id()))
            .filter(measured -> measured != null)
            .flatMap(measured -> measured.processingAbility().stream().boxed())
            .mapToDouble(Double::doubleValue)
            .average();
    double rate = plan.demand().get(vertex.id()).rate().at(vertex.parallelism());
    return ability.isPresent() ? rate / ability.getAsDouble() : 0;
  }

  /**
   * The rate over the ability that is remembered of the present parallelism, which scatters less
   * than that of a few pieces; infinite if none is.
   */
  private static double remembered(JobVertex vertex, KnownJob job, Plan plan) {
    double rate = plan.demand().get(vertex.id()).rate().at(vertex.parallelism());
    return job.curveOf(vertex.id()).means().stream()
        .filter(mean -> mean.parallelism() == vertex.parallelism())
        .mapToDouble(mean -> rate / mean.processingAbility())
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static int total(KnownJob job, Map<OperatorId, Integer> parallelism) {
    return job.free().stream().mapToInt(v -> parallelism.get(v.id())).sum();
  }
}
