package io.conttune.controller.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --output}: whether a result is printed for people or for programs. */
public final class OutputOption {
  @Option(
      names = "--output",
      defaultValue = "text",
      description = "text, or json: one document on standard output (default text).")
  private Format format;

  private enum Format {
    TEXT,
    JSON
  }

  /** Prints the result in the format that the user asked for. */
  public void print(PrintWriter out, Supplier<List<String>> text, Supplier<String> json) {
    switch (format) {
      case TEXT -> text.get().forEach(out::println);
      case JSON -> out.println(json.get());
    }
    out.flush();
  }
}
