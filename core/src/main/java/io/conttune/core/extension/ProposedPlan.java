package io.conttune.core.extension;

import java.util.List;

/**
 * A plan of the tuner that somebody is asked about.
 *
 * @param job its name
 * @param jobId Flink's id of the run
 * @param planId the same for the same plan of the same run
 * @param step such as big or small
 * @param reason one sentence of the tuner
 * @param operators all of them, changed or not, in topological order
 */
public record ProposedPlan(
    String job, String jobId, String planId, String step, String reason, List<Operator> operators) {
  public ProposedPlan {
    operators = List.copyOf(operators);
  }

  /**
   * An operator in a plan.
   *
   * @param id of the job vertex
   * @param name of the job vertex
   * @param from its present parallelism
   * @param to the planned one
   */
  public record Operator(String id, String name, int from, int to) {}
}
