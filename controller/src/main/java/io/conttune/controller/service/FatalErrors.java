package io.conttune.controller.service;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import java.io.PrintStream;
import java.util.function.IntConsumer;

/**
 * Ends the process when a thread dies by an exception or an {@link Error}, such as a class that is
 * missing after the jar was replaced, or memory that has run out. A service that went on would look
 * alive while a job is served by nobody. A supervisor starts the process again, and unfinished
 * rescales go on from the journal.
 */
public final class FatalErrors implements Thread.UncaughtExceptionHandler {
  /** The exit code, which is also that of {@code -XX:+ExitOnOutOfMemoryError}. */
  public static final int EXIT_CODE = 3;

  private final EventLog log;
  private final LastWords words;
  private final IntConsumer end;

  /**
   * A handler for all threads of the process.
   *
   * @param err hears of the death first: after the jars were replaced, the log may have no classes
   * @param end ends the process with this code; it must not wait for any thread
   */
  public FatalErrors(EventLog log, PrintStream err, IntConsumer end) {
    this.log = log;
    this.words = new LastWords(err);
    this.end = end;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable death) {
    try {
      words.print(
          "conttune: the service ends with exit code %d, as its thread %s died of %s"
              .formatted(EXIT_CODE, thread.getName(), death));
      log.log(
          Event.of(EventName.SERVICE_DIED)
              .with("thread", thread.getName())
              .with("exitCode", EXIT_CODE)
              .with("reason", death.toString())
              .with(
                  "next",
                  "the process ends; its supervisor must start it again, and unfinished rescales"
                      + " go on from the journal")
              .because(death));
    } finally {
      end.accept(EXIT_CODE);
    }
  }
}
