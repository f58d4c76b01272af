package io.conttune.controller.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One loop in a {@link LoopPool}, from before its first step until it has ended. */
final class LoopRun {
  private final JobLoop loop;
  private final CountDownLatch end = new CountDownLatch(1);

  /** The next step; only the pool touches it. */
  private Optional<Future<?>> next = Optional.empty();

  LoopRun(JobLoop loop) {
    this.loop = loop;
  }

  JobLoop loop() {
    return loop;
  }

  /** False once the loop has ended. */
  boolean isAlive() {
    return end.getCount() > 0;
  }

  /** Waits until the loop has ended, or for this long. */
  void join(Duration patience) throws InterruptedException {
    boolean unused = end.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  void sleepsUntil(Future<?> step) {
    next = Optional.of(step);
  }

  void wakes() {
    next.ifPresent(step -> step.cancel(false));
    next = Optional.empty();
  }

  void hasEnded() {
    end.countDown();
  }
}
