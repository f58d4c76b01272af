package io.conttune.usefultime;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Finds out when a legacy source works. Its {@code run()} is the user's code, in a thread of its
 * own; where that waits for the outside world Flink cannot see. So the thread is looked at about
 * 200 times a second: it is idle if it sleeps or waits while nothing is being emitted, else it
 * works. The moments are random, lest they keep step with a source that wakes at regular intervals.
 *
 * <p>A thread that waits inside a native call, such as a blocking read of a socket, looks to the
 * JVM as if it ran, and is counted as working.
 */
public final class SourceSampler implements Runnable {
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(8);

  private final Thread source;
  private final BooleanSupplier emits;
  private final TaskTimes times;

  /**
   * Tells {@code times} when {@code source} works, until it ends.
   *
   * @param source has been started
   * @param emits whether something is on its way through the source's output
   */
  public static void watch(Thread source, BooleanSupplier emits, TaskTimes times) {
    Runnable sampler = new SourceSampler(source, emits, times);
    Thread thread = new Thread(sampler, "Useful Time of " + source.getName());
    thread.setDaemon(true);
    thread.start();
  }

  private SourceSampler(Thread source, BooleanSupplier emits, TaskTimes times) {
    this.source = source;
    this.emits = emits;
    this.times = times;
  }

  @Override
  public void run() {
    boolean worked = false;
    while (source.isAlive()) {
      boolean works = works();
      if (works && !worked) {
        times.begin(TaskState.BUSY);
      } else if (worked && !works) {
        times.end(TaskState.BUSY);
      }
      worked = works;
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE, LONGEST_PAUSE));
    }
    if (worked) {
      times.end(TaskState.BUSY);
    }
  }

  /** The state is read first: a thread that waits has published what it wrote before. */
  private boolean works() {
    Thread.State state = source.getState();
    boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    return !waits || emits.getAsBoolean();
  }
}
