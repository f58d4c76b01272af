package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.PlanHookConfig;
import io.conttune.controller.config.PlanHookConfig.OnFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section plan-hook of a job's file. */
class PlanHookFileTest {
  private static final String LEAST = "job: WordCount\nflink: http://127.0.0.1:8081\nplan-hook: ";

  @TempDir private Path directory;

  private ReadJobFile read(String hook) throws IOException {
    return ReadJobFile.of(directory, LEAST + hook + "\n", Map.of("HOOK", "http://planted"));
  }

  @Test
  void aServerIsAskedWithinTenSecondsAndAFailureHolds() throws IOException {
    PlanHookConfig hook =
        read("{url: 'http://127.0.0.1:9000/plan'}").valid().planHook().orElseThrow();

    assertThat(hook.url().orElseThrow().reveal()).isEqualTo("http://127.0.0.1:9000/plan");
    assertThat(hook.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(hook.onFailure()).isEqualTo(OnFailure.HOLD);
  }

  @Test
  void aCommandIsAProgramWithItsArguments() throws IOException {
    PlanHookConfig hook =
        read("{command: [./may.sh, --strict], on-failure: go}").valid().planHook().orElseThrow();

    assertThat(hook.command()).isEqualTo(List.of("./may.sh", "--strict"));
    assertThat(hook.onFailure()).isEqualTo(OnFailure.GO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                   | plan-hook.url: is missing, expected it, a command or an",
        "{url: '${env:HOOK}', command: [a]}   | plan-hook.command: stands beside url, expected one of them",
        "{command: a, headers: {X: '${env:HOOK}'}} | plan-hook.headers: has no effect without url"
      })
  void aFaultIsToldWithItsPlace(String hook, String fault) throws IOException {
    assertThat(read(hook).faults()).singleElement().asString().startsWith("3:").contains(fault);
  }
}
