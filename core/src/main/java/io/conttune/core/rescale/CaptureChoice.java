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
 * @param format of the savepoint, never {@link SavepointFormat#AUTO}; empty if there is none, or an
 *     earlier version has not written it down
 */
public record CaptureChoice(
    Capture capture,
    Optional<Duration> estimatedDrain,
    String reason,
    Optional<SavepointFormat> format) {
  public CaptureChoice {
    Objects.requireNonNull(capture, "capture");
    Objects.requireNonNull(estimatedDrain, "estimatedDrain");
    Require.text("reason", reason);
    Objects.requireNonNull(format, "format");
  }

  /** A choice before a format is chosen too. */
  public CaptureChoice(Capture capture, Optional<Duration> estimatedDrain, String reason) {
    this(capture, estimatedDrain, reason, Optional.empty());
  }
}
