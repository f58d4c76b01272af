package io.conttune.benchmark.simulator.job;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The noise on measurements and curves. All of it depends on the seed, the operator and the time
 * alone, so that every tuner meets the same.
 *
 * @param seed of the random numbers
 * @param drift factor on all processing abilities from {@code driftFrom} on, above 0
 * @param driftFrom virtual time
 * @param rateError relative standard deviation by which a window misses the real rate, at least 0
 */
public record Disturbances(long seed, double drift, Instant driftFrom, double rateError) {
  /** The shortest span over which a measurement is disturbed by the same factor. */
  static final Duration SPAN = Duration.ofSeconds(15);

  /** The window for which noise and rate error are given. */
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private static final double FOR_SPAN = Math.sqrt((double) WINDOW.toMillis() / SPAN.toMillis());
  private static final long ODD = 0x9e3779b97f4a7c15L;
  private static final long OTHER_ODD = 0xd1342543de82ef95L;
  private static final int OF_RATE = -1;
  private static final int OF_RESTART = -3;
  private static final int OF_FAILURE = -4;

  public Disturbances {
    Require.positive("drift", drift);
    Objects.requireNonNull(driftFrom, "driftFrom");
    Require.nonNegative("rate error", rateError);
  }

  /** Noise as the operators have it, and nothing else. */
  public static Disturbances of(long seed) {
    return new Disturbances(seed, 1, Instant.EPOCH, 0);
  }

  /** The factor on processing abilities at this time. */
  public double driftAt(Instant instant) {
    return instant.isBefore(driftFrom) ? 1 : drift;
  }

  /**
   * The factor on the useful time of an operator, where it is measured.
   *
   * @param noise relative standard deviation over a window
   */
  double ofUsefulTime(int operator, long span, double noise) {
    return factor(operator, span, noise);
  }

  /** The factor on all records, where they are counted. */
  double ofRecords(long span) {
    return factor(OF_RATE, span, rateError);
  }

  /**
   * The factor on the downtime of a restart.
   *
   * @param number of the restart in its run; so every tuner's first restart takes equally long
   * @param spread relative standard deviation from restart to restart
   */
  double ofRestart(int number, double spread) {
    return spread == 0 ? 1 : StrictMath.exp(spread * draw(OF_RESTART, number).nextGaussian());
  }

  /** Returns whether the run that a restart launches does not come up. */
  boolean isFailure(int number, double share) {
    return draw(OF_FAILURE, number).nextDouble() < share;
  }

  private double factor(int what, long span, double deviation) {
    if (deviation == 0) {
      return 1;
    }
    return StrictMath.exp(FOR_SPAN * deviation * draw(what, span).nextGaussian());
  }

  private SplittableRandom draw(int what, long number) {
    return new SplittableRandom(seed + ODD * number + OTHER_ODD * (what + 2));
  }
}
