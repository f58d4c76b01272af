package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line answers to files and options, in a process of its own. */
final class ValidateCommandTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void listsEveryFaultWithItsPlace() throws IOException, InterruptedException {
    Path file = directory.resolve("job.yaml");
    Files.writeString(
        file,
        """
        job: WordCount
        flink: 127.0.0.1:8081
        mode: akt
        tuner: {top-k: three}
        metrics: {poll: 5}
        catch-up: 0s
        modus: act
        """);

    try (ChildJvm conttune = ChildJvm.start(directory, "validate", file.toString())) {
      assertThat(conttune.exitCode(DEADLINE)).isEqualTo(2);
      assertThat(conttune.errors()).hasSize(7).last().isEqualTo("6 faults");
      assertThat(conttune.errors().subList(0, 6))
          .extracting(line -> line.replaceAll(" .*", ""))
          .containsExactly(
              file + ":2:8:",
              file + ":3:7:",
              file + ":4:16:",
              file + ":5:17:",
              file + ":6:11:",
              file + ":7:1:");
      assertThat(conttune.out()).isEmpty();
    }
  }

  @Test
  void findsNoFaultInAValidFile() throws IOException, InterruptedException {
    Path file = directory.resolve("job.yaml");
    Files.writeString(file, "job: WordCount\nflink: http://127.0.0.1:8081\n");

    try (ChildJvm conttune = ChildJvm.start(directory, "validate", file.toString())) {
      assertThat(conttune.exitCode(DEADLINE)).isZero();
      assertThat(conttune.errors()).isEmpty();
      assertThat(conttune.out().strip()).isEqualTo("1 file, no faults");
    }
  }

  @Test
  void saysInOneLineWhichOptionIsUnknown() throws IOException, InterruptedException {
    try (ChildJvm conttune =
        ChildJvm.start(directory, "run", "--config", "conttune.yaml", "--log-levl=debug")) {
      assertThat(conttune.exitCode(DEADLINE)).isEqualTo(2);
      assertThat(conttune.errors())
          .singleElement()
          .asString()
          .contains("--log-levl (did you mean --log-level?)");
      assertThat(conttune.out()).isEmpty();
    }
  }
}
