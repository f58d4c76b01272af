package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.core.objective.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The objective of a job's file, and the settings that follow from it. */
class ObjectiveFileTest {
  private static final String LEAST = "job: WordCount\nflink: http://127.0.0.1:8081\n";
  private static final Duration RESTART = Duration.ofSeconds(15);

  @TempDir private Path directory;

  private JobConfig config(String lines) throws IOException {
    return ReadJobFile.of(directory, LEAST + lines, Map.of()).valid();
  }

  @Test
  void aJobHasNone() throws IOException {
    assertThat(config("").objective()).isEmpty();
  }

  @Test
  void utilisationAndCatchUpFollowFromIt() throws IOException {
    Objective objective = new Objective(Duration.ofSeconds(20), 0.999);

    JobConfig config = config("objective: {lag: 20s, share: 0.999}\n");

    assertThat(config.objective()).contains(objective);
    assertThat(config.tuner().targetUtilization()).isEqualTo(objective.utilization(RESTART));
    assertThat(config.catchUp()).isEqualTo(objective.catchUp());
  }

  @Test
  void theDowntimeThatIsExpectedCounts() throws IOException {
    JobConfig config =
        config(
            """
            objective: {lag: 20s}
            rescale: {savepoint-directory: /s, launch: overrides, jar: a.jar, expected-downtime: 2s}
            """);

    assertThat(config.tuner().targetUtilization())
        .isEqualTo(config.objective().orElseThrow().utilization(Duration.ofSeconds(2)));
  }

  @Test
  void whatTheUserSetsHolds() throws IOException {
    JobConfig config =
        config("objective: {lag: 20s}\ncatch-up: 5m\ntuner: {target-utilization: 0.7}\n");

    assertThat(config.tuner().targetUtilization()).isEqualTo(0.7);
    assertThat(config.catchUp()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void refusesAShareOfLessThanHalf() throws IOException {
    assertThat(ReadJobFile.of(directory, LEAST + "objective: {share: 0.2}\n", Map.of()).faults())
        .containsExactly("3:20: objective.share: is \"0.2\", expected a number from 0.5 to 1");
  }
}
