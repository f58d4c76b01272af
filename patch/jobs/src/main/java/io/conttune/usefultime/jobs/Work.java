package io.conttune.usefultime.jobs;

import java.io.Serializable;
import java.util.concurrent.locks.LockSupport;

/** So much time for each record, without CPU: the thread is parked, which Flink counts as work. */
final class Work implements Serializable {
  private static final long serialVersionUID = 1;

  private final long nanosPerRecord;

  Work(long nanosPerRecord) {
    this.nanosPerRecord = nanosPerRecord;
  }

  /** Returns early, with the interrupt flag still set, when the task is cancelled. */
  void onRecord() {
    long end = System.nanoTime() + nanosPerRecord;
    long left = nanosPerRecord;
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }
}
