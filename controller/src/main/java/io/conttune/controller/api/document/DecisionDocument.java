package io.conttune.controller.api.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A decision on a job, with what it rests on.
 *
 * @param at when it was taken; it was in force from then to the next one
 * @param jobId the run that was measured
 * @param outcome what the controller did about it: held, started, recommended, refused, withheld
 * @param cause the step that the tuner wanted, or the cause of its hold
 * @param reason one sentence
 * @param guards why a wanted redeployment was not begun
 * @param tuner that decided
 * @param provisioning its judgement of the job
 * @param operators one of each, sources first
 * @param notes further sentences
 * @param rescaleId the rescale that it started
 * @param planId names what it would do, to apply or to dismiss it; absent if it holds or was begun
 */
public record DecisionDocument(
    Instant at,
    String jobId,
    String outcome,
    String cause,
    String reason,
    List<String> guards,
    String tuner,
    String provisioning,
    List<Operator> operators,
    List<String> notes,
    Optional<String> rescaleId,
    Optional<String> planId) {
  public DecisionDocument {
    guards = List.copyOf(guards);
    operators = List.copyOf(operators);
    notes = List.copyOf(notes);
  }

  /**
   * The grounds on which an operator gets its parallelism. Rates are in records per second.
   *
   * @param id of the job vertex
   * @param name of it
   * @param from the parallelism that was measured
   * @param to the parallelism decided on
   * @param inputRate records received
   * @param targetRate what would arrive if nothing held the job up
   * @param ability records that it could process at the parallelism that was measured
   * @param busy share of time in which its busiest subtask was busy
   * @param why one sentence
   * @param candidates what each method would choose
   */
  public record Operator(
      String id,
      String name,
      int from,
      int to,
      double inputRate,
      OptionalDouble targetRate,
      OptionalDouble ability,
      double busy,
      String why,
      List<Candidate> candidates) {
    public Operator {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * The choice of one method.
   *
   * @param method its name
   * @param parallelism absent if it found none
   * @param mean processing ability that it expects there
   * @param note how it came to its choice
   */
  public record Candidate(
      String method, OptionalInt parallelism, OptionalDouble mean, String note) {}
}
