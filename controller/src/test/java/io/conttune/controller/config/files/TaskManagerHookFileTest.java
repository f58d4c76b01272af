package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.TaskManagerHookConfig;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section task-manager-hooks of the service's file. */
class TaskManagerHookFileTest {
  @TempDir private Path directory;

  private Reading<ServiceConfig> read(String hook) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("conttune.yaml"),
            "store: data\njobs: jobs\ntask-manager-hooks:\n  main: " + hook + "\n");
    return new ConfigReader(Map.of("TOKEN", "planted")).service(file);
  }

  @Test
  void aClusterAndACommandAreEnough() throws IOException {
    Reading<ServiceConfig> read = read("{flink: 'http://flink:8081', command: [./scale.sh, main]}");

    TaskManagerHookConfig hook =
        read.valueOr(new ArrayList<>()).orElseThrow().taskManagerHooks().get("main");

    assertThat(hook)
        .isEqualTo(
            new TaskManagerHookConfig(
                URI.create("http://flink:8081"),
                hook.url(),
                Map.of(),
                List.of("./scale.sh", "main"),
                Duration.ofSeconds(10),
                Duration.ofMinutes(15)));
    assertThat(hook.url()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{flink: 'http://x'}                                    | is missing, expected it or a command",
        "{command: [x]}                                         | flink: is missing, expected the URL of a cluster",
        "{flink: 'http://x', url: 'http://y', command: [x]}     | stands beside url, expected one of them",
        "{flink: 'http://x', command: [x], headers: {X-T: '${env:TOKEN}'}} | has no effect without url",
        "{flink: 'http://x', command: [x], fewer-after: soon}   | expected a duration such as"
      })
  void aFaultIsToldWithItsPlace(String hook, String fault) throws IOException {
    List<Fault> faults = new ArrayList<>();

    assertThat(read(hook).valueOr(faults)).isEmpty();

    assertThat(faults).singleElement().asString().contains("conttune.yaml:4:", fault);
  }
}
