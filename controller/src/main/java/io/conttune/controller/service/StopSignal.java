package io.conttune.controller.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the threads of the service to end. A loop whose rescale keeps its job down may go on until
 * the grace time is over; every other thread ends at once.
 */
final class StopSignal {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch graceOver = new CountDownLatch(1);

  /** Ends every thread, except loops whose job is down. */
  void stop() {
    stop.countDown();
  }

  /** Ends every thread. */
  void endGrace() {
    stop.countDown();
    graceOver.countDown();
  }

  /** Waits for this long, or until threads end; true if they do. */
  boolean endsWithin(Duration delay) throws InterruptedException {
    return stop.await(delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits as {@link #endsWithin}, for a thread that may use the grace time. */
  boolean graceEndsWithin(Duration delay) throws InterruptedException {
    return graceOver.await(delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
