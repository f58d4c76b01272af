package io.conttune.core.tuning;

import io.conttune.core.Require;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A decision as it was taken and what became of it at once: enough to explain it later.
 *
 * @param jobName whose
 * @param jobId the run of the job that was measured
 * @param at when it was taken
 * @param outcome what the controller did with it
 * @param guards why a wanted redeployment was not begun; empty if it was, or none was wanted
 * @param decision the tuner's answer with its evidence
 * @param rescaleId the rescale that it started; the journal tells how its state was to be taken,
 *     what that was expected to cost, and what came true
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

  /** What the controller did with a decision. */
  public enum Outcome {
    /** Nothing: the tuner holds. */
    HELD,
    /** A redeployment was entered in the journal and begins. */
    STARTED,
    /** The mode does not allow to act: a recommendation for a person. */
    RECOMMENDED,
    /** A guard found an obstacle before anything was stopped. */
    REFUSED
  }
}
