package io.conttune.benchmark.run;

import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One look at the job.
 *
 * @param at the time of the look
 * @param scheduledRate lines per second that the schedule asks for then
 * @param jobId the run that was looked at
 * @param backlog lines that were due and not yet read
 * @param operators by name, in the order of the job graph
 */
public record TimelinePoint(
    Instant at,
    double scheduledRate,
    String jobId,
    OptionalDouble backlog,
    Map<String, Operator> operators) {

  /**
   * One operator.
   *
   * @param id its job vertex
   * @param parallelism subtasks
   * @param inputRate records/s received, over the metrics window
   * @param outputRate records/s emitted, over the metrics window
   * @param busy share of time
   * @param backPressured share of time
   * @param processingAbility true processing rate, records/s
   * @param targetRate records/s that the tuner took for the operator's real upstream rate
   */
  public record Operator(
      OperatorId id,
      int parallelism,
      OptionalDouble inputRate,
      OptionalDouble outputRate,
      OptionalDouble busy,
      OptionalDouble backPressured,
      OptionalDouble processingAbility,
      OptionalDouble targetRate) {}
}
