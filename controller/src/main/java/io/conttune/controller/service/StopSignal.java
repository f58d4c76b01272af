package io.conttune.controller.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the threads and loops of the service to end. A loop whose rescale keeps its job down may go
 * on until the grace time is over; everything else ends at once.
 */
final class StopSignal {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch graceOver = new CountDownLatch(1);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Ends every thread, except loops whose job is down. */
  void stop() {
    stop.countDown();
    listeners.forEach(Runnable::run);
  }

  /** Ends every thread. */
  void endGrace() {
    stop.countDown();
    graceOver.countDown();
    listeners.forEach(Runnable::run);
  }

  /** Runs this whenever loops or threads are told to end, for those that do not wait here. */
  void whenTold(Runnable listener) {
    listeners.add(listener);
  }

  /** Whether everything ends, except loops whose job is down. */
  boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** Whether everything ends. */
  boolean isGraceOver() {
    return graceOver.getCount() == 0;
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
