package io.conttune.controller.api.document;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A rescale of a job.
 *
 * @param id of it
 * @param startedAt when it was planned
 * @param stage that it is in, or ended in
 * @param direction forward to the wanted parallelism, or back to the former
 * @param step of the method that asked for it
 * @param kind how state is taken and the job started
 * @param note the last thing that happened
 * @param formerJobId the run that it replaces
 * @param jobId the run of its newest attempt
 * @param operators whose parallelism it changes
 * @param stoppingSeconds time that taking the state took
 * @param downtimeSeconds from the end of the former run until every subtask of the new one ran
 */
public record RescaleDocument(
    String id,
    Instant startedAt,
    String stage,
    String direction,
    String step,
    String kind,
    String note,
    String formerJobId,
    String jobId,
    List<Change> operators,
    OptionalDouble stoppingSeconds,
    OptionalDouble downtimeSeconds) {
  public RescaleDocument {
    operators = List.copyOf(operators);
  }

  /** An operator, by the id of its job vertex and its name, and its parallelism from and to. */
  public record Change(String id, String name, int from, int to) {}
}
