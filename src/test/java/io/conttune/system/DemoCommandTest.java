package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} in a process of its own, with a temporary folder of its own. */
@Order(2)
final class DemoCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** steps × step duration + 90 s. */
  private static final Duration LONGEST = Duration.ofSeconds(2 * 20 + 90);

  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  /** What a JVM that SIGINT ended returns. */
  private static final int INTERRUPTED = 128 + 2;

  @TempDir private Path directory;
  private Path temporary;
  private Path report;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
    report = directory.resolve("report");
  }

  @Test
  void tunesARealJobAndReports() throws IOException, InterruptedException {
    try (ChildJvm demo =
        demo("--steps", "2", "--step-duration", "20s", "--seed", "7", "--output", "json")) {
      int exitCode = demo.exitCode(LONGEST);

      JsonNode summary = JSON.readTree(demo.out());
      // Whether steps as short as these are sustained depends on how busy the machine is.
      assertThat(exitCode)
          .as(() -> String.join("\n", demo.errors()))
          .isEqualTo(isSustained(summary) ? 0 : 1);
      assertThat(summary.path("recordsEmitted").asLong()).isPositive();
      assertThat(summary.path("recordsCounted")).isEqualTo(summary.path("recordsEmitted"));
      assertThat(summary.path("recordsLost").asInt(-1)).isZero();
      assertThat(summary.path("recordsDuplicated").asInt(-1)).isZero();
      assertThat(summary.path("reconfigurations").asInt()).isPositive();
      assertThat(summary.path("steps")).hasSize(2);
      assertThat(JSON.readTree(report.resolve("summary.json").toFile())).isEqualTo(summary);
      assertThat(decisions()).isNotEmpty().allMatch(decision -> decision.has("outcome"));
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void endsCleanlyOnAnInterrupt() throws IOException, InterruptedException {
    try (ChildJvm demo = demo("--headless")) {
      await()
          .atMost(FlinkFixture.DEADLINE)
          .until(() -> String.join("\n", demo.errors()).contains("splitter p="));
      assumeThat(demo.ignoresInterrupts()).as("SIGINT is ignored by what started us").isFalse();

      demo.interrupt();

      assertThat(demo.exitCode(TIME_TO_STOP)).isEqualTo(INTERRUPTED);
      assertThat(temporary).isEmptyDirectory();
    }
  }

  private static boolean isSustained(JsonNode summary) {
    return summary.path("steps").findValues("sustained").stream().allMatch(JsonNode::asBoolean);
  }

  private ChildJvm demo(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("demo", "--report", report.toString()));
    all.addAll(List.of(arguments));
    return ChildJvm.start(
        directory, List.of("-Djava.io.tmpdir=" + temporary), all.toArray(String[]::new));
  }

  private List<JsonNode> decisions() throws IOException {
    List<JsonNode> decisions = new ArrayList<>();
    for (String line : Files.readAllLines(report.resolve("decisions.jsonl"))) {
      decisions.add(JSON.readTree(line));
    }
    return decisions;
  }
}
