package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about the harness counts the rows that there are. No row is run here. */
class RescalingTestsPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "rescaling-tests.md");

  private static Stream<Arguments> tables() {
    Stream<RescaleTable> tables =
        Stream.of(
            new KillTableOn120(),
            new InPlaceKillTableOn120(),
            new FaultTableOn120(),
            new ClusterFaultTableOn120(),
            new LastingFaultTableOn120(),
            new InPlaceLastingFaultTableOn120(),
            new TerminationTableOn120(),
            new FragileTableOn120(),
            new KillTableOn23(),
            new ClientKillTableOn23(),
            new FaultTableOn23());
    // The rows of this one need the address of a database, which does not matter to their number.
    List<Row> suspensions = SuspensionRows.all("jdbc:postgresql://localhost/none");
    return Stream.concat(
        tables.map(table -> arguments(table.getClass().getSimpleName(), table.rows().size())),
        Stream.of(arguments(SuspensionTableOn120.class.getSimpleName(), suspensions.size())));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void countsTheRowsOfEveryTable(String table, int rows) throws IOException {
    assertThat(Files.readAllLines(PAGE))
        .as("run the table, then write its rows and minutes into docs/rescaling-tests.md")
        .anyMatch(line -> line.matches("\\| `%s` \\| [0-9.]+ \\| %d \\|.*".formatted(table, rows)));
  }
}
