package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.patched.JobArguments;
import io.conttune.patched.PatchedFlink;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The service on a Flink that has useful time from the patch only. */
@Isolated("figures of a machine that does nothing else")
@Tag("patched-flink")
final class TunesPatchedFlinkTest {
  private static final int STEP_SECONDS = 60;
  private static final Integer[] RATES = {150, 300, 100};
  private static final int KEYS = 20_000;

  @TempDir private Path directory;

  @Test
  void tunesAJobEndToEndAndLosesNothing()
      throws IOException, InterruptedException, FlinkUnavailableException {
    try (FlinkFixture flink = PatchedFlink.start(directory, 10)) {
      JobArguments arguments =
          new JobArguments("count", "patched", STEP_SECONDS, RATES)
              .with("work-micros", "10000")
              .with("totals", directory.resolve("totals").toString());
      flink.run(withParallelism(arguments, "1"));
      Path service = writeService(flink, withParallelism(arguments, "${parallelism:count}"));
      try (ChildJvm controller =
          ChildJvm.start(
              directory, "run", "--config", service.toString(), "--log-level", "debug")) {
        controller.awaitEvent("job-seen");
        await()
            .atMost(Duration.ofMinutes(6))
            .until(() -> Files.exists(directory.resolve("totals")));
        flink.awaitNoneRuns(Duration.ofMinutes(1));
        report(controller);
        assertThat(controller.log("rescale-verified")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(controller.log("job-down")).isEmpty();
      }
    }

    assertThat(counted(directory.resolve("totals"))).isEqualTo(expected());
  }

  /** What the subtasks of the count left, {@code key,total} a line. */
  private static Map<String, Long> counted(Path totals) throws IOException {
    Map<String, Long> counted = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(totals, "totals-*.csv")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          int comma = line.indexOf(',');
          assertThat(counted.put(line.substring(0, comma), Long.valueOf(line.substring(comma + 1))))
              .as("a second total of %s", line)
              .isNull();
        }
      }
    }
    return counted;
  }

  private static List<String> withParallelism(JobArguments arguments, String parallelism) {
    List<String> all = new ArrayList<>(arguments.list());
    all.addAll(List.of("--parallelism.work", parallelism));
    return all;
  }

  private Path writeService(FlinkFixture flink, List<String> arguments) throws IOException {
    Path service = directory.resolve("conttune.yaml");
    Files.writeString(service, "store: data/conttune\njobs: jobs\n");
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    String quoted = String.join(", ", arguments.stream().map(each -> '"' + each + '"').toList());
    Files.writeString(
        jobs.resolve("patched.yaml"),
        """
        job: patched
        flink: [%s]
        mode: act
        tuner: {minimum-records: 50}
        metrics: {poll: 1s, window: 8s, warm-up: 4s, staleness: 10s}
        catch-up: 20s
        parallelism: {max: 8}
        rescale:
          savepoint-directory: %s
          jar: %s
          arguments: [%s]
          poll: 200ms
          settle: 2s
        """
            .formatted(flink.address(), flink.savepointDirectory(), flink.jarId(), quoted));
    return service;
  }

  private static void report(ChildJvm controller) {
    for (JsonNode line : controller.log()) {
      switch (line.path("event").asText()) {
        case "decision" -> System.out.println(text(line, "reason"));
        case "rescale-verified" ->
            System.out.println(
                "  " + text(line, "parallelism") + " after " + text(line, "seconds"));
        default -> {}
      }
    }
  }

  private static String text(JsonNode line, String field) {
    JsonNode value = line.path(field);
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static Map<String, Long> expected() {
    Map<String, Long> expected = new HashMap<>();
    int records = List.of(RATES).stream().mapToInt(Integer::intValue).sum() * STEP_SECONDS;
    for (int number = 0; number < records; number++) {
      expected.merge(String.valueOf(number % KEYS), 1L, Long::sum);
    }
    return expected;
  }
}
