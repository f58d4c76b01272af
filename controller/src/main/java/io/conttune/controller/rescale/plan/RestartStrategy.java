package io.conttune.controller.rescale.plan;

import io.conttune.core.Case;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The number of times that a job with checkpoints restarts by itself when it fails. */
sealed interface RestartStrategy {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Never, R, X> never,
      Case<Unlimited, R, X> unlimited,
      Case<Limited, R, X> limited,
      Case<Unknown, R, X> unknown)
      throws X;

  /** Not once. */
  record Never() implements RestartStrategy {
    @Override
    public <R, X extends Exception> R match(
        Case<Never, R, X> never,
        Case<Unlimited, R, X> unlimited,
        Case<Limited, R, X> limited,
        Case<Unknown, R, X> unknown)
        throws X {
      return never.of(this);
    }
  }

  /** However often it fails. */
  record Unlimited() implements RestartStrategy {
    @Override
    public <R, X extends Exception> R match(
        Case<Never, R, X> never,
        Case<Unlimited, R, X> unlimited,
        Case<Limited, R, X> limited,
        Case<Unknown, R, X> unknown)
        throws X {
      return unlimited.of(this);
    }
  }

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

    @Override
    public <R, X extends Exception> R match(
        Case<Never, R, X> never,
        Case<Unlimited, R, X> unlimited,
        Case<Limited, R, X> limited,
        Case<Unknown, R, X> unknown)
        throws X {
      return limited.of(this);
    }
  }

  /**
   * It cannot be told.
   *
   * @param description the words of Flink
   */
  record Unknown(String description) implements RestartStrategy {
    public Unknown {
      Objects.requireNonNull(description, "description");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Never, R, X> never,
        Case<Unlimited, R, X> unlimited,
        Case<Limited, R, X> limited,
        Case<Unknown, R, X> unknown)
        throws X {
      return unknown.of(this);
    }
  }
}
