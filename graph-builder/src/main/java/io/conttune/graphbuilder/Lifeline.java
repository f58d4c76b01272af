package io.conttune.graphbuilder;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The pipe from who has started this process: each byte asks it to read its request again. At its
 * end the process ends, too, also if the starter was killed.
 */
final class Lifeline {
  private final Semaphore asked = new Semaphore(0);

  private Lifeline() {}

  /**
   * The lifeline through this pipe.
   *
   * @param last what to do before the end
   */
  static Lifeline to(InputStream pipe, Runnable last) {
    Lifeline lifeline = new Lifeline();
    Thread watch = new Thread(() -> lifeline.watch(pipe, last), "lifeline");
    watch.setDaemon(true);
    watch.start();
    return lifeline;
  }

  private void watch(InputStream pipe, Runnable last) {
    try {
      while (pipe.read() >= 0) {
        asked.release();
      }
      last.run();
    } catch (IOException broken) {
      last.run();
    }
    Runtime.getRuntime().halt(2);
  }

  boolean asksAgainWithin(Duration patience) throws InterruptedException {
    return asked.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
