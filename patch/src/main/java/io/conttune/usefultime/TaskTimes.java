package io.conttune.usefultime;

import java.util.function.LongSupplier;

/**
 * Tells the time of a task apart into busy, idle and backpressured, which always add up to the time
 * since it began to run. A clock is read where the task begins or ends to wait, never for a record.
 *
 * <p>Several threads may work for a task (its own, timers, a legacy source), of which one at a time
 * holds the lock under which records are processed. So the task is backpressured while any of them
 * waits for its output, busy while any other works, idle while its own waits for input, and busy
 * otherwise.
 */
public final class TaskTimes {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanoTime;
  private final int[] open = new int[TaskState.values().length];
  private final long[] nanos = new long[TaskState.values().length];
  private boolean runs;
  private long accountedUntil;

  /** For a task that has not begun to run. */
  public TaskTimes() {
    this(System::nanoTime);
  }

  TaskTimes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The task has been restored and begins to process its input: time counts from here. */
  public synchronized void taskRuns() {
    runs = true;
    accountedUntil = nanoTime.getAsLong();
  }

  /**
   * A thread of the task begins to wait, or a thread beside its own begins to work. Each call is
   * followed by one to {@link #end} with the same state.
   */
  public synchronized void begin(TaskState state) {
    account();
    open[state.ordinal()]++;
  }

  /** What {@link #begin} announced is over. */
  public synchronized void end(TaskState state) {
    account();
    open[state.ordinal()]--;
  }

  /** Milliseconds spent in the state so far, the present stay included; 0 before the task runs. */
  public synchronized long millis(TaskState state) {
    account();
    return nanos[state.ordinal()] / NANOS_PER_MILLI;
  }

  private void account() {
    if (runs) {
      long now = nanoTime.getAsLong();
      nanos[current().ordinal()] += now - accountedUntil;
      accountedUntil = now;
    }
  }

  private TaskState current() {
    if (isOpen(TaskState.BACK_PRESSURED)) {
      return TaskState.BACK_PRESSURED;
    }
    return isOpen(TaskState.IDLE) && !isOpen(TaskState.BUSY) ? TaskState.IDLE : TaskState.BUSY;
  }

  private boolean isOpen(TaskState state) {
    return open[state.ordinal()] > 0;
  }
}
