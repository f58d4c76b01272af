package io.conttune.core.rates;

import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.OperatorMetrics;

/**
 * Recognises a source that is the bottleneck itself: nothing behind it holds it up, and yet records
 * wait for it. It may be at its partitions, be throttled, or wait for the system that it reads
 * from. Or these records cannot be read at all. More subtasks behind it would change nothing.
 */
public final class SlowSource {
  /** Share of time in which a source waits for room in its output, from which on it is held up. */
  private static final double HELD_UP = 0.1;

  /** Share of a rate up to which a difference from it is an error of the measurement. */
  static final double TOLERANCE = 0.02;

  /** Busy share of an operator that can take no more. */
  private static final double FULL = 0.98;

  /** Busy share of a source from which on it tells what the source could read. */
  private static final double TELLING = 0.5;

  private SlowSource() {}

  /** Returns whether this source reads as fast as it can by itself. */
  public static boolean readsFreely(OperatorMetrics source) {
    return source.backPressureShare() < HELD_UP;
  }

  /**
   * The most that this source could read if nothing held it up and all its subtasks had as much to
   * read, in records/s. Infinite where it is not busy enough to tell.
   */
  static double ability(OperatorMetrics source) {
    double busy = source.time().busy();
    return busy >= TELLING ? source.inputRate() / busy : Double.POSITIVE_INFINITY;
  }

  /** Returns whether this operator can take no more, so that it may soon hold up others. */
  static boolean isFull(OperatorMetrics operator) {
    return operator.usefulTime() >= FULL;
  }

  /** Returns whether this source falls behind though nothing holds it up. */
  public static boolean fallsBehind(OperatorMetrics source) {
    double growth = source.backlog().map(Backlog::growth).orElse(0.0);
    return readsFreely(source) && growth > TOLERANCE * (source.inputRate() + growth);
  }
}
