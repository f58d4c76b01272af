package io.conttune.controller.service;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says something while the process ends, on a stream whose reader may stand still: a full pipe
 * holds up whoever prints to it, and a process that is to end must not wait for its reader.
 */
public final class LastWords {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private LastWords() {}

  /** Prints the line, and returns when that is done, has failed or has taken a second. */
  public static void print(PrintStream stream, String line) {
    Thread printer = new Thread(() -> stream.println(line), "last-words");
    printer.setDaemon(true);
    // Whatever hinders the words must not begin another end.
    printer.setUncaughtExceptionHandler((thread, unheard) -> {});
    printer.start();
    try {
      printer.join(PATIENCE.toMillis());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
