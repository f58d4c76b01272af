package io.conttune.controller.command;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the commands that give an order which holds for a time. */
public final class TimedOrderOptions extends OrderOptions {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long it holds, such as 2h (default: see docs/steering.md).")
  private Optional<Duration> time;

  /** To be mixed into a command. */
  public TimedOrderOptions() {}

  @Override
  Optional<Duration> time() {
    return time;
  }
}
