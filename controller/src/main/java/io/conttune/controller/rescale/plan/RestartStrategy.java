package io.conttune.controller.rescale.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How often a job that takes checkpoints restarts by itself when it has failed. */
sealed interface RestartStrategy {
  /** Not once. */
  record Never() implements RestartStrategy {}

  /** However often it fails. */
  record Unlimited() implements RestartStrategy {}

  /**
   * A number of times.
   *
   * @param attempts that it has
   * @param within after how long without a failure it has all of them again; empty if never
   */
  record Limited(int attempts, Optional<Duration> within) implements RestartStrategy {
    public Limited {
      if (attempts < 0) {
        throw new IllegalArgumentException("attempts must not be below 0, but are " + attempts);
      }
      Objects.requireNonNull(within, "within");
    }
  }

  /**
   * It cannot be told.
   *
   * @param description what Flink says
   */
  record Unknown(String description) implements RestartStrategy {
    public Unknown {
      Objects.requireNonNull(description, "description");
    }
  }
}
