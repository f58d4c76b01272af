package io.conttune.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  @TempDir private Path directory;

  private int run(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setErr(new PrintWriter(err))
        .setOut(new PrintWriter(out))
        .execute(arguments);
  }

  @Test
  void tellsEverythingThatIsWrong() {
    int exit =
        run(
            "--query",
            "q1,q4",
            "--tuner",
            "ds3",
            "--steps",
            "0",
            "--step-duration",
            "5s",
            "--seed",
            "x",
            "--target-utilization",
            "1.5",
            "--flink",
            "localhost");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactlyInAnyOrder(
            "command line: --query: knows no \"q4\", expected all or some of wordcount, q1, q2,"
                + " q3, q5, q8, q11",
            "command line: --tuner: knows no \"ds3\", expected all or some of conttune,"
                + " informed, conttune-3, conttune-0, ds2",
            "command line: --steps: is 0, expected a whole number from 1 to 1000",
            "command line: --step-duration: is \"5s\", expected a duration from 20s on, such as"
                + " 20s or 2m",
            "command line: --seed: is \"x\", expected a whole number",
            "command line: --target-utilization: is \"1.5\", expected a number from 0.01 to 1",
            "command line: --flink: is \"localhost\", expected embedded or a URL such as"
                + " http://127.0.0.1:8081");
  }

  @Test
  void wantsAFolderThatCanBeWritten() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    int exit = run("--report", file.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("--report: expected a folder that can be written");
  }

  @Test
  void runsNothingThatIsFinished() throws IOException {
    BenchPlan plan = BenchResults.twoByTwo().plan();
    BenchPlan there =
        new BenchPlan(plan.workloads(), plan.tuners(), plan.settings(), plan.target(), directory);
    BenchFolder folder = new BenchFolder(there);
    for (BenchPlan.Cell cell : there.cells()) {
      folder.keep(cell, BenchResults.result(2));
    }

    int exit = run("--report", directory.toString(), "--output", "json");

    assertThat(exit).isEqualTo(0);
    assertThat(err.toString().lines())
        .hasSize(4)
        .contains("q3-ds2: kept from an earlier run with the same settings");
    assertThat(out.toString()).contains("\"reconfigurations\" : 4");
    assertThat(directory.resolve("bench.md")).content().contains("| total | ds2 | 16 | 4 |");
    assertThat(directory.resolve("bench.json")).hasContent(out.toString());
  }
}
