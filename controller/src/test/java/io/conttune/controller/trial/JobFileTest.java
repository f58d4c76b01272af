package io.conttune.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Reading;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {
  @TempDir private Path directory;

  private JobFile file(String job) {
    return files(job).get(0);
  }

  private List<JobFile> files(String... jobs) {
    FlinkConfig flink = FlinkConfig.open(List.of(URI.create("http://127.0.0.1:8081")));
    return JobFile.in(
        directory.resolve("jobs"),
        Stream.of(jobs).map(job -> TrialConfig.of(job, flink, MetricsConfig.DEFAULT)).toList());
  }

  @Test
  void jobsWithLikeNamesHaveFilesOfTheirOwn() {
    String sixty = "x".repeat(60);

    assertThat(files("Orders EU", "orders-eu", "計算", "結合", sixty + "a", sixty + "b", "orders-eu-2"))
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly(
            "orders-eu.yaml",
            "orders-eu-2.yaml",
            "job.yaml",
            "job-2.yaml",
            sixty + ".yaml",
            sixty + "-2.yaml",
            "orders-eu-2-2.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WordCount",
        "a \"b\" \\ c: # d",
        "{x}: [y]",
        "Zähler 計 1 \uD83D\uDE00",
        "insert-into_default.sink",
        "*",
        "null",
        "1e3"
      })
  void theServiceReadsWhatIsWritten(String job) throws Exception {
    JobFile file = file(job);

    file.write();

    Reading<JobConfig> reading = new ConfigReader(Map.of()).job(file.path());
    JobConfig read = ((Reading.Valid<JobConfig>) reading).value();
    assertThat(read.job()).isEqualTo(job);
    assertThat(read.mode()).isEqualTo(Mode.RECOMMEND);
    assertThat(file.path().getFileName().toString()).matches("[a-z0-9-]+\\.yaml");
  }

  @Test
  void aFileThatIsThereStaysAsItIs() throws Exception {
    JobFile file = file("WordCount");
    Files.createDirectories(directory.resolve("jobs"));
    Files.writeString(file.path(), "mine");

    assertThat(file.exists()).isTrue();
    assertThatThrownBy(file::write).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file.path()).hasContent("mine");
  }
}
