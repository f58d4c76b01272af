package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionTableTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "flink-versions.md");

  @TempDir private Path directory;

  @Test
  void putsAVersionInItsPlaceAndKeepsTheOthers() throws IOException {
    Path page = page();
    VersionTable table = new VersionTable(page);

    table.put("1.20.5", cells("1.0 s"), Map.of("in place", "a reason"));
    table.put("1.9.3", cells("2.0 s"), Map.of());
    table.put("1.20.5", cells("3.0 s"), Map.of("uniform", "another"));

    List<String> lines = Files.readAllLines(page);
    assertThat(lines).filteredOn(line -> line.contains(" s |")).hasSize(2);
    assertThat(lines.indexOf(row("1.9.3", "2.0 s")))
        .isPositive()
        .isLessThan(lines.indexOf(row("1.20.5", "3.0 s")));
    assertThat(lines).contains("| 1.20.5 | uniform | another |", "after");
    assertThat(lines).noneMatch(line -> line.contains("a reason"));
  }

  @Test
  void thePageHasTheColumnsOfTheMatrix() throws IOException {
    assertThat(Files.readAllLines(PAGE))
        .as("run the matrix: docs/flink-versions.md says how")
        .contains("| " + String.join(" | ", VersionTable.columns()) + " |");
  }

  @Test
  void thePageShowsAsRefusedWhatTheVersionCannotDoAndNothingElse() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(PAGE).stream()
            .map(line -> List.of(line.split(" *\\| *", -1)))
            .filter(cells -> cells.size() == VersionTable.columns().size() + 2)
            .filter(cells -> FlinkVersion.parse(cells.get(1)).isPresent())
            .toList();

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            cells -> {
              FlinkVersion version = FlinkVersion.parse(cells.get(1)).orElseThrow();
              for (MatrixPath path : MatrixPath.values()) {
                int column = VersionTable.columns().indexOf(path.column()) + 1;
                assertThat(cells.get(column).equals("refused"))
                    .as("%s on %s: %s", path.column(), cells.get(1), cells.get(column))
                    .isEqualTo(!path.isOpenOn(version));
              }
            });
  }

  private Path page() throws IOException {
    return Files.writeString(
        directory.resolve("page.md"),
        """
        before
        <!-- generated: matrix -->
        <!-- end -->
        between
        <!-- generated: refusals -->
        <!-- end -->
        after
        """);
  }

  private static List<String> cells(String text) {
    return Collections.nCopies(VersionTable.columns().size() - 1, text);
  }

  private static String row(String version, String text) {
    return "| " + version + " | " + String.join(" | ", cells(text)) + " |";
  }
}
