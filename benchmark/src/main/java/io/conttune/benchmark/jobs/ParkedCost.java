package io.conttune.benchmark.jobs;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Makes a record cost time without costing CPU: the subtask's thread is parked, which Flink counts
 * as busy. Small costs are gathered until a park is long enough to be accurate, and what a park
 * took too long is taken off the next ones, so that the mean over many records is the cost asked
 * for.
 *
 * <p>Of a late wake-up no more than {@link #MOST_CREDIT_OVER_IDLE_TIME} survives a pause in the
 * input: a subtask that stalled must not work for nothing after it has been idle.
 */
final class ParkedCost {

  static final long SHORTEST_PARK = 1_000_000;
  static final long MOST_CREDIT_OVER_IDLE_TIME = 1_000_000;
  static final long IDLE_AFTER = 1_000_000;

  private final long nanosPerRecord;
  private final LongSupplier nanoTime;
  private final LongConsumer park;
  private long debt;
  private long lastPaid;

  ParkedCost(double secondsPerRecord, LongSupplier nanoTime, LongConsumer park) {
    this.nanosPerRecord = Math.round(secondsPerRecord * 1e9);
    this.nanoTime = nanoTime;
    this.park = park;
    this.lastPaid = nanoTime.getAsLong();
  }

  static ParkedCost of(UslCurve curve, int parallelism) {
    return new ParkedCost(
        curve.secondsPerRecord(parallelism), System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Pays for one record. Returns early, with the interrupt flag still set, when the task is
   * cancelled.
   */
  void pay() {
    long now = nanoTime.getAsLong();
    if (now - lastPaid > IDLE_AFTER) {
      debt = Math.max(debt, -MOST_CREDIT_OVER_IDLE_TIME);
    }
    debt += nanosPerRecord;
    if (debt >= SHORTEST_PARK) {
      now = parkUntilPaid(now);
    }
    lastPaid = now;
  }

  private long parkUntilPaid(long begin) {
    long now = begin;
    // parkNanos leaves the interrupt flag alone and returns at once while it is set.
    while (now - begin < debt && !Thread.currentThread().isInterrupted()) {
      park.accept(debt - (now - begin));
      now = nanoTime.getAsLong();
    }
    debt -= now - begin;
    return now;
  }
}
