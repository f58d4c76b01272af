package io.conttune.benchmark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.ContTuneRun;
import io.conttune.benchmark.simulator.report.PaperTables;
import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The documents show what the commands print. */
class SimulatorDocTest {
  private static final Path DOCS = Path.of("../docs");
  private static final String EXAMPLE = "docs/examples/workload.yaml";

  private static String document(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings =
          "simulate --workload docs/examples/workload.yaml --tuner"
              + " oracle,late-oracle,ds2,conttune-3,conttune --target-utilization 0.8")
  void showsWhatACommandPrints(String command) throws IOException {
    ContTuneRun run = ContTuneRun.of(command.replace(EXAMPLE, "../" + EXAMPLE).split(" "));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(document("simulator.md"))
        .contains("    ./conttune " + command + "\n")
        .contains(run.out());
  }

  @Test
  void showsTheExample() throws IOException {
    assertThat(document("simulator.md")).contains(document("examples/workload.yaml"));
  }

  @Test
  void namesEveryOption() throws IOException {
    String document = document("simulator.md");

    assertThat(new CommandLine(new SimulateCommand()).getCommandSpec().options())
        .filteredOn(option -> option.paramLabel() != null && option.arity().max() > 0)
        .allSatisfy(option -> assertThat(document).contains("| `" + option.longestName() + "` |"));
  }

  @ParameterizedTest
  @EnumSource(Contender.class)
  void namesEveryTuner(Contender contender) throws IOException {
    assertThat(document("simulator.md")).contains("`" + contender.label() + "`");
  }

  /** The whole table takes a minute; the first column of some rows stands for it. */
  @Test
  void showsTheFirstColumnOfTheTableBesideThePapers() throws Exception {
    List<Contender> some =
        List.of(Contender.ORACLE, Contender.DS2, Contender.CONTTUNE_0, Contender.CONTTUNE_3);
    Scheduled wordCount =
        new Scheduled(Workloads.builtIn("wordcount"), new Schedule.Permutations());

    PaperTables tables =
        new PaperTables(new Comparison(List.of(wordCount), some, Settings.of(1)).run());

    Map<String, String> shown = firstColumn(document("benchmark.md").lines().toList());
    assertThat(shown).containsAllEntriesOf(firstColumn(tables.reconfigurations()));
  }

  /** The second cell of each row by the first; the rows of the first table that has them. */
  private static Map<String, String> firstColumn(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("| reconfigurations per tuning |"))
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .collect(Collectors.toMap(cells -> cells.get(1), cells -> cells.get(2)));
  }
}
