package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.rescale.TimeBySize;
import io.conttune.core.rescale.TimeBySize.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table of the {@link StateStudy} on the page about the harness: what is expected there is what
 * the rows above it tell, and not far from what was measured. Nothing is run here.
 */
class StateTablePageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "rescaling-tests.md");
  private static final Pattern BAR = Pattern.compile(" *[|] *");
  private static final Pattern ROW = Pattern.compile("[|] [0-9.]+ GiB [|].*");
  private static final double FACTOR = 2.5;

  /**
   * A row.
   *
   * @param expected in seconds; empty in the first row of a way
   * @param seconds that it took
   */
  private record Shown(double gibibytes, String way, String expected, double seconds) {
    static Shown of(String line) {
      String[] cells = BAR.split(line, -1);
      return new Shown(
          Double.parseDouble(cells[1].replace(" GiB", "")),
          cells[2],
          cells[4],
          Double.parseDouble(cells[5]));
    }

    OptionalLong bytes() {
      return OptionalLong.of(Math.round(gibibytes * (1 << 30)));
    }

    Timed timed() {
      return new Timed(bytes(), Duration.ofMillis(Math.round(1000 * seconds)));
    }
  }

  @Test
  void expectsWhatTheRowsAboveTellWithinAFactorOfWhatWasMeasured() throws IOException {
    Map<String, List<Timed>> above = new HashMap<>();
    for (Shown row : rows()) {
      List<Timed> earlier = above.computeIfAbsent(row.way(), any -> new ArrayList<>());
      if (earlier.isEmpty()) {
        assertThat(row.expected()).isEmpty();
      } else {
        double told = new TimeBySize(earlier).at(row.bytes()).toMillis() / 1000.0;
        assertThat(Double.parseDouble(row.expected())).as("%s", row).isCloseTo(told, within(0.02));
        assertThat(row.seconds() / told).as("%s", row).isBetween(1 / FACTOR, FACTOR);
      }
      earlier.add(row.timed());
    }
    assertThat(above).hasSize(StateWay.values().length);
  }

  private static List<Shown> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> ROW.matcher(line).matches())
        .map(Shown::of)
        .toList();
  }
}
