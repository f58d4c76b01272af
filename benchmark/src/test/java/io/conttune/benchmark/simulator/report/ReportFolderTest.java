package io.conttune.benchmark.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.ContTuneRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  @TempDir Path directory;

  private ContTuneRun simulate(String... more) {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "simulate";
    System.arraycopy(more, 0, arguments, 1, more.length);
    return ContTuneRun.of(arguments);
  }

  @Test
  void holdsTablesBesideThePapersFiguresAndPictures() throws IOException {
    Path report = directory.resolve("report");

    ContTuneRun run =
        simulate(
            "--workload=q1,q5",
            "--tuner=ds2,conttune-3,conttune-cei,conttune-no-top-k",
            "--schedule=spike",
            "--report=" + report);

    assertThat(run.exitCode()).as(run.err()).isZero();
    String tables = Files.readString(report.resolve("report.md"));
    assertThat(tables)
        .contains("| reconfigurations per tuning | q1 | q5 | mean |\n")
        .contains("| conttune-3, the paper | 1.32 | 1.55 | 1.44 |\n")
        .containsPattern("\\| conttune-3, without Big( \\| \\d\\.\\d\\d){3} \\|\n")
        .contains("| least that suffices | 25.0 | 22.0 |\n")
        .contains("| ds2, the paper's cores | 26.0 | 25.0 |\n")
        .containsPattern("\\| ds2 \\| \\d+ \\| \\d+ \\| 275 \\|\n")
        .containsPattern("\\| conttune-no-top-k \\| \\d+ \\| \\d+ \\| 50, 35, 29 \\|\n")
        .endsWith(run.out() + "\n");
    assertThat(report.resolve("results.json")).content().startsWith("{");
    assertThat(Files.size(report.resolve("q1.png"))).isGreaterThan(10_000);
    assertThat(Files.size(report.resolve("q5.png"))).isGreaterThan(10_000);
  }

  @Test
  void refusesAFolderThatCannotBeWrittenBeforeAnythingIsRun() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");

    ContTuneRun run = simulate("--report=" + file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--report: expected a folder that can be written");
    assertThat(file).hasContent("mine");
  }

  @Test
  void makesNoFolderWhereSomethingElseIsWrong() {
    ContTuneRun run = simulate("--report=" + directory.resolve("report"), "--seed=x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(directory).isEmptyDirectory();
  }
}
