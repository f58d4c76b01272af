package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation shows files that are valid, and every key with its true default. */
class ConfigurationDocTest {
  private static final Path DOC = Path.of("../docs/configuration.md");
  private static final Path README = Path.of("../README.md");
  private static final String FENCE = "```yaml\n";

  @TempDir private Path directory;

  @Test
  void showsEveryKeyOfAJobWithItsDefault() throws IOException {
    String shown = block(2);
    Reading<JobConfig> reading = new ConfigReader(Map.of()).job(file("job.yaml", shown));

    assertThat(reading).isInstanceOf(Reading.Valid.class);
    JobConfig config = ((Reading.Valid<JobConfig>) reading).value();
    assertThat(JobConfigYaml.write(config)).isEqualTo(shown);
    assertThat(config.tuner()).isEqualTo(TunerConfig.DEFAULT);
    assertThat(config.metrics()).isEqualTo(MetricsConfig.DEFAULT);
    assertThat(config.parallelism()).isEqualTo(ParallelismConfig.DEFAULT);
    assertThat(config.rescale().orElseThrow().timing()).isEqualTo(RescaleTiming.DEFAULT);
  }

  @Test
  void showsAValidServiceFile() throws IOException {
    Reading<ServiceConfig> reading =
        new ConfigReader(Map.of()).service(file("conttune.yaml", block(1)));

    assertThat(reading).isInstanceOf(Reading.Valid.class);
    assertThat(((Reading.Valid<ServiceConfig>) reading).value().decisionLog())
        .isEqualTo(directory.resolve("data/decisions.jsonl"));
  }

  @Test
  void theReadmeShowsValidFiles() throws IOException {
    Path service = file("conttune.yaml", block(README, 1));
    Path job = file("wordcount.yaml", block(README, 2));

    assertThat(new ConfigReader(Map.of()).validate(List.of(service, job))).isEmpty();
    assertThat(new ConfigReader(Map.of()).job(job)).isInstanceOf(Reading.Valid.class);
  }

  private static String block(int number) throws IOException {
    return block(DOC, number);
  }

  private static String block(Path document, int number) throws IOException {
    String block = Files.readString(document).split(FENCE, -1)[number];
    return block.substring(0, block.indexOf("```"));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
