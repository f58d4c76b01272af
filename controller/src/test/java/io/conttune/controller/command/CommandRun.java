package io.conttune.controller.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One finished run of a command of {@code bin/conttune}. */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command in this JVM. */
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ContTune.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
