package io.conttune.controller.loop;

import io.conttune.core.steering.GivenOrder;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.util.Objects;
import java.util.Optional;

/**
 * A rescale that somebody wants.
 *
 * @param rescale what is wanted, and why
 * @param stateAfterwards the tuner's memory once it is carried out
 * @param request of a person, who wants it; empty for the tuner, also within a person's pins
 */
record Wish(Decision.Rescale rescale, TunerState stateAfterwards, Optional<GivenOrder> request) {
  Wish {
    Objects.requireNonNull(rescale, "rescale");
    Objects.requireNonNull(stateAfterwards, "stateAfterwards");
    Objects.requireNonNull(request, "request");
  }

  /** A wish of the tuner. */
  static Wish ofTuner(Decision.Rescale rescale, TunerState stateAfterwards) {
    return new Wish(rescale, stateAfterwards, Optional.empty());
  }

  /**
   * The same wish as somebody else has changed it. The tuner then has not decided on the
   * parallelism that the job gets, as after a change elsewhere.
   *
   * @param other what is carried out; it may be what was wanted
   */
  Wish as(Decision.Rescale other) {
    boolean isWanted = other.parallelism().equals(rescale.parallelism());
    return new Wish(
        other, isWanted ? stateAfterwards : stateAfterwards.afterChangeElsewhere(), request);
  }
}
