package io.conttune.core.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The measurements and candidates that a decision rests on.
 *
 * @param tuner the tuner's name
 * @param provisioning the tuner's judgement of the job
 * @param operators one of each running vertex, in topological order
 * @param notes further sentences for a person
 */
public record Evidence(
    String tuner, Provisioning provisioning, List<OperatorEvidence> operators, List<String> notes) {
  public Evidence {
    Objects.requireNonNull(tuner, "tuner");
    Objects.requireNonNull(provisioning, "provisioning");
    operators = List.copyOf(operators);
    notes = List.copyOf(notes);
  }

  /** The same evidence with these notes added at the end. */
  public Evidence noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new Evidence(tuner, provisioning, operators, all);
  }
}
