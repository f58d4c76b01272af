package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The chosen way of taking a job's state, and the reason.
 *
 * @param capture the choice
 * @param estimatedDrain the time for which a savepoint's barrier would wait for data in flight;
 *     empty if it cannot be told
 * @param reason one sentence for a person
 */
public record CaptureChoice(Capture capture, Optional<Duration> estimatedDrain, String reason) {
  public CaptureChoice {
    Objects.requireNonNull(capture, "capture");
    Objects.requireNonNull(estimatedDrain, "estimatedDrain");
    Require.text("reason", reason);
  }
}
