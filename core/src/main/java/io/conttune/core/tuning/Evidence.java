package io.conttune.core.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The grounds of a decision.
 *
 * @param tuner the tuner's name
 * @param provisioning the state it saw the job in
 * @param operators one of each running vertex, in topological order
 * @param notes what else mattered, for a person
 */
public record Evidence(
    String tuner, Provisioning provisioning, List<OperatorEvidence> operators, List<String> notes) {
  public Evidence {
    Objects.requireNonNull(tuner, "tuner");
    Objects.requireNonNull(provisioning, "provisioning");
    operators = List.copyOf(operators);
    notes = List.copyOf(notes);
  }

  /** These grounds and more notes after those there are. */
  public Evidence noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new Evidence(tuner, provisioning, operators, all);
  }
}
