package io.conttune.planted.controller.log;

import picocli.CommandLine;

/** Breaks: only commands know picocli. */
public final class LogWithOptions {
  public CommandLine options = new CommandLine(new Object());
}
