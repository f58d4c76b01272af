package io.conttune.benchmark.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C interrupt the thread that opened it, and gives that thread the time to close Flink
 * and remove its files.
 */
public final class StopHook {
  private static final Duration CLEAN_UP = Duration.ofMillis(4800);

  private final Thread running = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);

  private StopHook() {}

  /** From now on, until it is closed. */
  public static StopHook open() {
    StopHook hook = new StopHook();
    Runtime.getRuntime().addShutdownHook(new Thread(hook::stop, "stop"));
    return hook;
  }

  /** The thread has cleaned up. */
  public void close() {
    closed.countDown();
  }

  private void stop() {
    running.interrupt();
    try {
      if (!closed.await(CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("could not clean up in time; look below the temporary folder");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
