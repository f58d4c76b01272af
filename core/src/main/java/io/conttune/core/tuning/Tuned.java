package io.conttune.core.tuning;

import java.util.Objects;

/**
 * A tuner's answer.
 *
 * @param decision to redeploy the job or to leave it alone
 * @param state memory to give to the tuner at its next decision. After a {@link Decision.Rescale}
 *     it is stored only once the redeployment was verified; until then the former state stays
 */
public record Tuned(Decision decision, TunerState state) {
  public Tuned {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(state, "state");
  }
}
