package io.conttune.controller.command;

/** The exit codes of all commands. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The run found a failure. */
  public static final int FAILURE = 1;

  /** The input is wrong; the message says what, where, and what was expected. */
  public static final int WRONG_INPUT = 2;

  private ExitCode() {}
}
