package io.conttune.core.tuning;

import java.util.Objects;

/**
 * A tuner's answer.
 *
 * @param decision what to do
 * @param state to give to the tuner the next time. That of a {@link Decision.Rescale} takes effect
 *     only when the redeployment was carried out; if it was not, the former state stays
 */
public record Tuned(Decision decision, TunerState state) {
  public Tuned {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(state, "state");
  }
}
