package io.conttune.benchmark.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.ContTuneRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document shows what the commands print; times are a machine's own and not compared. */
class ModelDocTest {
  private static final String EXAMPLES = "docs/examples/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study",
        "recommend --history docs/examples/q1-mapper.csv --rate 4e6 --surrogate rbf",
        "recommend --history docs/examples/ds2-rates.log --operator Mapper --rate 4e6 --max-parallelism 16"
      })
  void showsWhatACommandPrints(String command) throws IOException {
    String document = Files.readString(Path.of("../docs/model.md"));

    ContTuneRun run = ContTuneRun.of(command.replace(EXAMPLES, "../" + EXAMPLES).split(" "));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(document).contains("    ./conttune " + command + "\n").contains(run.out());
  }
}
