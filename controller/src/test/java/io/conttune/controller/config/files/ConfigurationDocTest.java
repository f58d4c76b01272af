package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation shows files that are valid, and every key as it is declared. */
class ConfigurationDocTest {
  private static final Path DOC = Path.of("../docs/configuration.md");
  private static final Path README = Path.of("../README.md");
  private static final String FENCE = "```yaml\n";
  private static final int LONGEST_SENTENCE = 30;

  /** The environment in which the examples are valid. */
  private static final Map<String, String> ENVIRONMENT = Map.of("CONTTUNE_DB_PASSWORD", "x");

  /** All that is required of a job that is rescaled. */
  private static final String LEAST =
      """
      job: WordCount
      flink: http://127.0.0.1:8081
      rescale:
        savepoint-directory: file:///var/flink/savepoints
        jar: wordcount.jar
        arguments: [--parallelism.count, "${parallelism:count}"]
      """;

  @TempDir private Path directory;

  @Test
  void showsEveryKeyOfTheService() throws IOException {
    GeneratedText.checkBlock(DOC, "service", DeclaredSections.table(DeclaredSections.service()));
    Section<?> store = DeclaredSections.at(DeclaredSections.service(), "store");
    GeneratedText.checkBlock(DOC, "store", DeclaredSections.table(store));
    Section<?> tokens = DeclaredSections.at(DeclaredSections.service(), "tokens");
    GeneratedText.checkBlock(DOC, "tokens", DeclaredSections.table(tokens));
    Section<?> webhooks = DeclaredSections.at(DeclaredSections.service(), "webhooks");
    GeneratedText.checkBlock(DOC, "webhooks", DeclaredSections.table(webhooks));
    Section<?> hooks = DeclaredSections.at(DeclaredSections.service(), "task-manager-hooks");
    GeneratedText.checkBlock(DOC, "task-manager-hooks", DeclaredSections.table(hooks));
  }

  @Test
  void showsEveryKeyAtTheTopOfAJob() throws IOException {
    GeneratedText.checkBlock(DOC, "job", DeclaredSections.table(DeclaredSections.job()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flink",
        "flink.basic",
        "flink.trust-store",
        "rescale",
        "rescale.savepoints",
        "objective",
        "parallelism",
        "parallelism.operators",
        "guard-rails",
        "guard-rails.no-shrink-when",
        "plan-hook",
        "tuner",
        "metrics",
        "metrics.rates"
      })
  void showsEveryKeyOfASection(String path) throws IOException {
    Section<?> section = DeclaredSections.at(DeclaredSections.job(), path);

    GeneratedText.checkBlock(DOC, path, DeclaredSections.table(section));
  }

  @Test
  void showsEveryKeyOfAJobWithItsDefault() throws IOException {
    JobConfig config = job(file("job.yaml", LEAST));

    GeneratedText.checkBlock(DOC, "defaults", FENCE + JobConfigYaml.write(config) + "```\n");
    assertThat(config.tuner()).isEqualTo(TunerConfig.DEFAULT);
    assertThat(config.metrics()).isEqualTo(MetricsConfig.DEFAULT);
    assertThat(config.parallelism()).isEqualTo(ParallelismConfig.DEFAULT);
    assertThat(config.rescale().orElseThrow().timing()).isEqualTo(RescaleTiming.DEFAULT);
  }

  @Test
  void showsAValidServiceFile() throws IOException {
    Reading<ServiceConfig> reading =
        new ConfigReader(Map.of()).service(file("conttune.yaml", block(DOC, 1)));

    assertThat(reading).isInstanceOf(Reading.Valid.class);
    assertThat(((Reading.Valid<ServiceConfig>) reading).value().decisionLog())
        .isEqualTo(directory.resolve("data/decisions.jsonl"));
  }

  @Test
  void showsSectionsOfAValidJob() throws IOException {
    String job = "job: WordCount\nflink: http://127.0.0.1:8081\n";

    for (String section : List.of("parallelism:\n  operators:", "rescale:\n  launch: command")) {
      String text = Files.readString(DOC);
      int start = text.indexOf(FENCE + section);
      assertThat(start).as(section).isNotNegative();
      assertThat(job(file("job.yaml", job + block(text.substring(start), 1)))).isNotNull();
    }
  }

  @Test
  void theReadmeShowsValidFiles() throws IOException {
    Path service = file("conttune.yaml", block(README, 1));
    Files.createDirectories(directory.resolve("jobs"));
    Path job = file("jobs/wordcount.yaml", block(README, 2));

    assertThat(new ConfigReader(Map.of()).validate(List.of(service, job))).isEmpty();
    assertThat(new ConfigReader(Map.of()).job(job)).isInstanceOf(Reading.Valid.class);
  }

  @Test
  void theExamplesAreValid() throws IOException {
    ConfigReader reader = new ConfigReader(ENVIRONMENT);
    List<Path> examples = DocExamples.all();

    assertThat(examples).hasSize(6);
    assertThat(reader.validate(examples)).isEmpty();
    assertThat(reader.service(examples.get(0))).isInstanceOf(Reading.Valid.class);
    for (Path example : examples.subList(1, 6)) {
      assertThat(job(example).mode()).as("%s", example).isEqualTo(Mode.ACT);
    }
  }

  @Test
  void hasNoSentenceOfMoreThanThirtyWords() throws IOException {
    String prose = Files.readString(DOC).replaceAll("(?s)```.*?```", "").replace("—", "");
    List<String> sentences =
        Arrays.stream(prose.split("\n\n|\\| |\n\\||(?<=[.:?])\\s", -1)).map(String::strip).toList();

    assertThat(sentences)
        .allSatisfy(
            sentence ->
                assertThat(sentence.split("\\s+", -1))
                    .as(sentence)
                    .hasSizeLessThanOrEqualTo(LONGEST_SENTENCE));
  }

  private static JobConfig job(Path file) {
    Reading<JobConfig> reading = new ConfigReader(ENVIRONMENT).job(file);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<JobConfig>) reading).value();
  }

  private static String block(Path document, int number) throws IOException {
    return block(Files.readString(document), number);
  }

  private static String block(String text, int number) {
    String block = text.split(FENCE, -1)[number];
    return block.substring(0, block.indexOf("```"));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
