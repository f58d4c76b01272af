package io.conttune.controller.service;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Prints a line while the process ends, without waiting for long: if nobody reads the pipe,
 * printing blocks. All its classes are loaded when it is made, because the jar may have been
 * replaced when it is needed.
 */
public final class LastWords implements Runnable, Thread.UncaughtExceptionHandler {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final PrintStream stream;
  private volatile String line = "";

  public LastWords(PrintStream stream) {
    this.stream = stream;
  }

  /** Prints the line, and returns when that is done, has failed or has taken a second. */
  public void print(String words) {
    line = words;
    Thread printer = new Thread(this, "last-words");
    printer.setDaemon(true);
    printer.setUncaughtExceptionHandler(this);
    printer.start();
    try {
      printer.join(PATIENCE.toMillis());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    stream.println(line);
  }

  @Override
  public void uncaughtException(Thread printer, Throwable unheard) {
    // Whatever hinders the words must not begin another end.
  }
}
