package io.conttune.controller.command;

import io.conttune.controller.service.FatalErrors;

/** The exit codes of all commands. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The command worked and found what was asked for to fail, or impossible. */
  public static final int FAILURE = 1;

  /** The input is wrong; the message says what, where, and what was expected. */
  public static final int WRONG_INPUT = 2;

  /** The service died of an error and must be started again; the log says which. */
  public static final int DIED = FatalErrors.EXIT_CODE;

  private ExitCode() {}
}
