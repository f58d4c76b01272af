package io.conttune.controller.store;

import io.conttune.core.history.Observation;
import java.util.Objects;

/**
 * An observation as it stands in a store.
 *
 * @param fingerprint of its operator when it was made
 */
record KeptObservation(String fingerprint, Observation observation) {
  KeptObservation {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(observation, "observation");
  }
}
