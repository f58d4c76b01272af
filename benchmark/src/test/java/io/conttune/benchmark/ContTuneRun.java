package io.conttune.benchmark;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One finished run of a command of {@code ./conttune}. */
public record ContTuneRun(int exitCode, String out, String err) {
  /** Runs a command in this JVM. */
  public static ContTuneRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        BenchmarkMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new ContTuneRun(exitCode, out.toString(), err.toString());
  }
}
