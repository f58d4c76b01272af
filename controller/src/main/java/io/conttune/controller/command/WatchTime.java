package io.conttune.controller.command;

import io.conttune.core.DurationText;
import java.time.Duration;
import java.util.Optional;

/** The time on the command line for which the jobs of a cluster are watched. */
final class WatchTime {
  /** No job can be decided on sooner. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private WatchTime() {}

  /** A line that says what is wrong with it; empty if nothing is. */
  static Optional<String> fault(Duration length) {
    return length.compareTo(SHORTEST) < 0
        ? Optional.of(
            "command line: --for: is %s, expected at least %s"
                .formatted(DurationText.of(length), DurationText.of(SHORTEST)))
        : Optional.empty();
  }
}
