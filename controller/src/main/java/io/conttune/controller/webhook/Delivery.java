package io.conttune.controller.webhook;

import io.conttune.core.Require;
import java.util.Objects;
import java.util.Optional;

/**
 * The end of one try to send an event.
 *
 * @param failure why the event was not taken, for a person; empty if it was
 * @param mayBeTakenLater whether the same event may be taken another time
 */
record Delivery(Optional<String> failure, boolean mayBeTakenLater) {
  /** The address has taken the event. */
  static final Delivery TAKEN = new Delivery(Optional.empty(), false);

  Delivery {
    Objects.requireNonNull(failure, "failure");
    failure.ifPresent(reason -> Require.text("failure", reason));
  }

  /** It was not taken now. */
  static Delivery later(String reason) {
    return new Delivery(Optional.of(reason), true);
  }

  /** It will never be taken. */
  static Delivery refused(String reason) {
    return new Delivery(Optional.of(reason), false);
  }
}
