package io.conttune.audited;

import java.io.Serializable;
import java.util.concurrent.locks.LockSupport;

/**
 * The cost of a record in a subtask: its thread is parked, which Flink counts as busy and takes no
 * processor. What a park took too long is made up for.
 */
final class Payment implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long SHORTEST_PARK = 1_000_000;

  private final long nanosPerRecord;
  private transient long debt;

  Payment(long nanosPerRecord) {
    this.nanosPerRecord = nanosPerRecord;
  }

  /** Pays for one record. */
  void pay() {
    debt += nanosPerRecord;
    if (debt >= SHORTEST_PARK) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(debt);
      debt -= System.nanoTime() - begin;
    }
  }
}
