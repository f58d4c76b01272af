package io.conttune.controller.log;

import java.time.Duration;

/** The log's way to its stream. Close it last: it then writes what is still queued. */
public final class LogOutput implements AutoCloseable {
  /** The longest wait for a reader that stands still when the log ends. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LogQueue queue;

  LogOutput(LogQueue queue) {
    this.queue = queue;
  }

  /** Writes the lines that are queued, for at most two seconds; later lines are not logged. */
  @Override
  public void close() {
    queue.end(PATIENCE);
  }
}
