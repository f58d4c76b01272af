package io.conttune.core.rescale;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Map;

/**
 * The parallelism that a deployment asks for.
 *
 * @param job of every operator to which the program gives none, at least 1
 * @param overrides of single job vertices; empty if there are none
 */
public record DeploymentParallelism(int job, Map<OperatorId, Integer> overrides) {
  public DeploymentParallelism {
    Require.atLeast("parallelism of a deployment", 1, job);
    overrides = Map.copyOf(overrides);
    overrides.forEach((id, own) -> Require.atLeast("override of " + id, 1, own));
  }

  /** The same with these overrides and no other. */
  public DeploymentParallelism overriding(Map<OperatorId, Integer> others) {
    return new DeploymentParallelism(job, others);
  }

  /** The same with another parallelism of the job. */
  public DeploymentParallelism ofJob(int other) {
    return new DeploymentParallelism(other, overrides);
  }
}
