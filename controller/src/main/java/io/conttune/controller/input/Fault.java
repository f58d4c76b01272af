package io.conttune.controller.input;

import io.conttune.core.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Something wrong in a configuration file, for the person who wrote it.
 *
 * @param file as it was named on the command line or found in the jobs directory
 * @param line from 1; 0 if the fault is about the file as a whole
 * @param column from 1; 0 if the fault is about the file as a whole
 * @param path of the key, for example {@code metrics.poll} or {@code flink[1]}; empty at the top
 * @param message what is wrong and what was expected
 */
public record Fault(String file, int line, int column, String path, String message)
    implements Comparable<Fault> {
  private static final int MOST_LINES = 100;
  private static final int LONGEST_TEXT = 400;

  private static final Comparator<Fault> BY_POSITION =
      Comparator.comparing(Fault::file)
          .thenComparingInt(Fault::line)
          .thenComparingInt(Fault::column)
          .thenComparing(Fault::path)
          .thenComparing(Fault::message);

  public Fault {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /** A fault of a file as a whole: it cannot be read, or is at odds with another file. */
  public static Fault ofFile(String file, String path, String message) {
    return new Fault(file, 0, 0, path, message);
  }

  /** A fault of an option of a command. */
  public static Fault ofOption(String option, String message) {
    return ofFile("command line", option, message);
  }

  /** Faults for a person, each a line: the first hundred, and how many more there are. */
  public static List<String> lines(List<Fault> faults) {
    List<String> lines = new ArrayList<>();
    faults.stream().limit(MOST_LINES).map(Fault::toString).forEach(lines::add);
    if (faults.size() > MOST_LINES) {
      lines.add("and %d more faults".formatted(faults.size() - MOST_LINES));
    }
    return lines;
  }

  /** The number of faults for a person, to end their list. */
  public static String count(List<Fault> faults) {
    return "%d %s".formatted(faults.size(), faults.size() == 1 ? "fault" : "faults");
  }

  @Override
  public int compareTo(Fault other) {
    return BY_POSITION.compare(this, other);
  }

  /**
   * {@code file:line:column: path: message}, without the parts that are not there. Characters that
   * cannot be seen are escaped, so that no file moves the cursor of a terminal.
   */
  @Override
  public String toString() {
    String position = line > 0 ? file + ":" + line + ":" + column : file;
    String text = position + ": " + (path.isEmpty() ? "" : brief(path) + ": ") + brief(message);
    return PrintableText.of(text);
  }

  /** A text of a person's file may be of any length; its end says what was expected. */
  private static String brief(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT / 2)
            + " … "
            + text.substring(text.length() - LONGEST_TEXT / 2);
  }
}
