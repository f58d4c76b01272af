package io.conttune.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A table of what came out, written as Markdown; rows may be added by several threads. */
final class Table {
  /** Where they go; below target. */
  private static final String DIRECTORY = "rescale-harness.tables";

  private final String name;
  private final List<String> columns;
  private final long begun = System.nanoTime();
  private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

  /**
   * One row.
   *
   * @param place in the table
   */
  private record Line(int place, List<String> cells) {}

  Table(String name, List<String> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  void add(int place, List<String> cells) {
    lines.add(new Line(place, cells));
  }

  /** Writes it, in the order of the places, with how long all of it has taken. */
  void write() throws IOException {
    List<String> text = new ArrayList<>();
    text.add(row(columns));
    text.add(row(Collections.nCopies(columns.size(), "---")));
    lines.stream()
        .sorted((one, other) -> Integer.compare(one.place(), other.place()))
        .map(line -> row(line.cells()))
        .forEach(text::add);
    text.add("");
    text.add(
        "%d rows in %d s"
            .formatted(lines.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
    Path directory =
        Files.createDirectories(Path.of(System.getProperty(DIRECTORY, "target/rescale-harness")));
    Files.write(directory.resolve(name + ".md"), text);
  }

  private static String row(List<String> cells) {
    return "| "
        + String.join(
            " | ", cells.stream().map(cell -> cell.replace("|", "\\|").replace('\n', ' ')).toList())
        + " |";
  }
}
