package io.conttune.harness;

import io.conttune.collector.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The two tables of docs/flink-versions.md that a run of the matrix writes: what each way of
 * rescaling cost on each version, and why the others were refused. Versions that were not run keep
 * their rows.
 */
final class VersionTable {
  private static final String END = "<!-- end -->";
  private static final String FIGURES = "<!-- generated: matrix -->";
  private static final String REFUSALS = "<!-- generated: refusals -->";

  private final Path page;

  VersionTable(Path page) {
    this.page = page;
  }

  /** The columns of the figures. */
  static List<String> columns() {
    return Stream.concat(
            Stream.of("Flink", "metrics"),
            Arrays.stream(MatrixPath.values()).map(MatrixPath::column))
        .toList();
  }

  /**
   * Puts the rows of one version in the place of those that the page has of it.
   *
   * @param cells by column, without that of the version
   * @param refusals why a way was refused, by column
   */
  void put(String version, List<String> cells, Map<String, String> refusals) throws IOException {
    String text = Files.readString(page);
    String withFigures = with(text, FIGURES, version, List.of(row(version, cells)), columns());
    List<String> reasons = new ArrayList<>();
    refusals.forEach((column, reason) -> reasons.add(row(version, List.of(column, reason))));
    Files.writeString(
        page,
        with(withFigures, REFUSALS, version, reasons, List.of("Flink", "way", "refused because")));
  }

  private static String with(
      String text, String begin, String version, List<String> rows, List<String> columns) {
    int from = text.indexOf(begin);
    int to = text.indexOf(END, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException("the page has no block " + begin + " … " + END);
    }
    TreeMap<FlinkVersion, List<String>> byVersion = new TreeMap<>(Comparator.naturalOrder());
    text.substring(from + begin.length(), to)
        .lines()
        .filter(line -> line.matches("\\| [0-9].*"))
        .forEach(
            line ->
                byVersion
                    .computeIfAbsent(version(line.split(" ", -1)[1]), key -> new ArrayList<>())
                    .add(line));
    byVersion.put(version(version), rows);
    List<String> lines = new ArrayList<>();
    lines.add("| " + String.join(" | ", columns) + " |");
    lines.add("|" + "---|".repeat(columns.size()));
    byVersion.values().forEach(lines::addAll);
    return text.substring(0, from + begin.length())
        + "\n"
        + String.join("\n", lines)
        + "\n"
        + text.substring(to);
  }

  private static FlinkVersion version(String text) {
    return FlinkVersion.parse(text)
        .orElseThrow(() -> new IllegalStateException("no version: " + text));
  }

  private static String row(String version, List<String> cells) {
    return "| "
        + version
        + " | "
        + String.join(
            " | ", cells.stream().map(cell -> cell.replace("|", "\\|").replace('\n', ' ')).toList())
        + " |";
  }
}
