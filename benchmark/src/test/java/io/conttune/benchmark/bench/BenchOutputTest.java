package io.conttune.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOutputTest {

  @Test
  void isATableWithATotalOfEachTuner() {
    List<String> lines = BenchText.lines(BenchResults.twoByTwo());

    assertThat(lines).hasSize(2 + 4 + 2);
    assertThat(lines.get(2))
        .isEqualTo(
            "| q1 | conttune-3 | 8 | 3 | 0.38 | 1 | 5.50 | 16 | 0.75 | 880 | 12.3 | 4.5 | 3.5"
                + " | 120 | 4100 | 172 | 9000 | 0 | 0 |");
    assertThat(lines.get(7))
        .isEqualTo(
            "| total | ds2 | 16 | 10 | 0.63 | 2 | 5.50 | 16 | 0.75 | 1760 | 24.5 | 9.0 | 3.5"
                + " |  |  | 343 | 18000 | 0 | 0 |");
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|').count()).isEqualTo(20));
  }

  @Test
  void isADocumentWithTheNamesOfTheSimulator() throws IOException {
    JsonNode json = JsonMapper.builder().build().readTree(BenchJson.write(BenchResults.twoByTwo()));

    JsonNode q3 = json.path("workloads").path(1);
    assertThat(q3.path("name").asText()).isEqualTo("q3");
    JsonNode ds2 = q3.path("tuners").path(1);
    assertThat(ds2.path("tuner").asText()).isEqualTo("ds2");
    assertThat(ds2.path("reconfigurations").asInt()).isEqualTo(6);
    assertThat(ds2.path("reconfigurationsPerTuning").asDouble()).isEqualTo(0.75);
    assertThat(ds2.path("latencyP99Millis").asDouble()).isEqualTo(4100);
    assertThat(ds2.fieldNames())
        .toIterable()
        .contains(
            "tunings",
            "bigReconfigurations",
            "meanSlots",
            "maxSlots",
            "slotSeconds",
            "underProvisionedSeconds",
            "downSeconds",
            "excessSlots",
            "maxBacklogSeconds",
            "wallSeconds",
            "recordsEmitted",
            "recordsLost",
            "recordsDuplicated");
    assertThat(json.path("total").path("tuners").path(0).path("reconfigurations").asInt())
        .isEqualTo(3 + 5);
    assertThat(json.path("total").path("tuners").path(0).has("latencyP99Millis")).isFalse();
  }

  @Test
  void isFlawlessOnlyIfEveryCellIs() {
    assertThat(BenchResults.twoByTwo().isFlawless()).isTrue();
  }
}
