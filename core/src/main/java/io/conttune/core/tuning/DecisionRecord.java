package io.conttune.core.tuning;

import io.conttune.core.Require;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A decision and the controller's reaction to it, complete enough to explain it later.
 *
 * @param jobName name of the job that was decided on
 * @param jobId the run of the job that was measured
 * @param at controller time at which the decision was taken
 * @param outcome the controller's reaction to it
 * @param guards the reasons why a wanted redeployment was not begun; empty if it was begun, or none
 *     was wanted
 * @param decision the tuner's answer with its evidence
 * @param rescaleId id of the rescale that it started; the journal tells the plan, its expected
 *     cost, and the outcome
 */
public record DecisionRecord(
    String jobName,
    String jobId,
    Instant at,
    Outcome outcome,
    List<String> guards,
    Decision decision,
    Optional<String> rescaleId) {
  public DecisionRecord {
    Require.text("job name", jobName);
    Require.text("job id", jobId);
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(outcome, "outcome");
    guards = List.copyOf(guards);
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(rescaleId, "rescaleId");
  }

  /** The same decision, which started this rescale. */
  public DecisionRecord starting(String id) {
    return new DecisionRecord(jobName, jobId, at, outcome, guards, decision, Optional.of(id));
  }

  /** The controller's reaction to a decision. */
  public enum Outcome {
    /** Nothing: the tuner holds. */
    HELD,
    /** A redeployment was entered in the journal and begins. */
    STARTED,
    /** The mode does not allow to act: a recommendation for a person. */
    RECOMMENDED,
    /** A guard found an obstacle before anything was stopped. */
    REFUSED,
    /** An order of a person or a guard rail of the job is against it; nobody has to do anything. */
    WITHHELD
  }
}
