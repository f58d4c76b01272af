package io.conttune.benchmark.jobs.source;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes a future after a while, so that a reader without work sleeps instead of asking again
 * and again. It owns one thread, which ends at close.
 */
final class WakeUp implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  private WakeUp(String threadName) {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  static WakeUp ofSubtask(int subtask) {
    return new WakeUp("scheduled-source-timer-" + subtask);
  }

  /**
   * A future that is completed by the timer after at least that delay, or earlier by anybody else.
   */
  CompletableFuture<Void> after(Duration delay) {
    CompletableFuture<Void> due = new CompletableFuture<>();
    ScheduledFuture<?> unused =
        timer.schedule(() -> due.complete(null), delay.toNanos(), TimeUnit.NANOSECONDS);
    return due;
  }

  boolean hasEnded() {
    return timer.isTerminated();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
