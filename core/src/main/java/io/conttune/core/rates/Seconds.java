package io.conttune.core.rates;

import java.time.Duration;

/** Durations as numbers of seconds, for arithmetic with rates. */
public final class Seconds {
  private static final double NANOS_PER_SECOND = 1e9;

  private Seconds() {}

  /** The duration in seconds, fractions included. */
  public static double of(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
  }
}
