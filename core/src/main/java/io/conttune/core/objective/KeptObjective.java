package io.conttune.core.objective;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells how far a job has kept its objective.
 *
 * @param objective the one that was asked for
 * @param seen the time in which the lag was known, at most the last day
 * @param beyond the part of it in which the lag was longer than it may be
 * @param lagSeconds the lag at the end of it, in seconds of the rate
 */
public record KeptObjective(
    Objective objective, Duration seen, Duration beyond, double lagSeconds) {
  /** The share counts from this time on: one restart is no small part of a minute. */
  private static final Duration LEAST = Duration.ofHours(1);

  public KeptObjective {
    Objects.requireNonNull(objective, "objective");
    Require.atLeast("time seen", Duration.ZERO, seen);
    Require.atLeast("time beyond the lag", Duration.ZERO, beyond);
    Require.nonNegative("lag", lagSeconds);
  }

  /** The share of the time in which the lag was as short as it should be; 1 if none was seen. */
  public double share() {
    return seen.isZero() ? 1 : 1 - (double) beyond.toMillis() / seen.toMillis();
  }

  /** Whether the lag was too long for more time than the share allows in an hour, or in all. */
  public boolean isMissed() {
    Duration counted = seen.compareTo(LEAST) < 0 ? LEAST : seen;
    return beyond.toMillis() > (1 - objective.share()) * counted.toMillis();
  }

  /** The same in a sentence for a person. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "the lag was within %.1f s for %.2f %% of the last %s, asked for are %.2f %%; it is %.1f s"
            + " now",
        objective.lag().toMillis() / 1000.0,
        100 * share(),
        length(),
        100 * objective.share(),
        lagSeconds);
  }

  private String length() {
    return seen.compareTo(LEAST) < 0
        ? "%d min".formatted((seen.toSeconds() + 59) / 60)
        : String.format(Locale.ROOT, "%.1f h", seen.toSeconds() / 3600.0);
  }
}
