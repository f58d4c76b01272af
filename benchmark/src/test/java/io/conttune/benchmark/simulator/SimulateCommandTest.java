package io.conttune.benchmark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.benchmark.ContTuneRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private static final String WORKLOAD =
      """
      name: mine
      step: 300s
      rates: [1, 3, 2]
      operators:
        - {id: in, unitRate: 100, capacity: {power: {gamma: 1000, exponent: 1}}}
        - {id: map, inputs: [{from: in, selectivity: 1}], capacity: {power: {gamma: 60, exponent: 1}}}
      """;

  @TempDir Path directory;

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("simulate", "--output", "json"));
    all.addAll(List.of(arguments));
    ContTuneRun run = ContTuneRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonMapper.builder().build().readTree(run.out());
  }

  @Test
  void printsOneDocumentWithEveryFigure() throws IOException {
    JsonNode result = json("--workload", write("w.yaml", WORKLOAD), "--tuner", "oracle,conttune-3");

    assertThat(result.at("/workloads/0/name").asText()).isEqualTo("mine");
    JsonNode oracle = result.at("/workloads/0/tuners/0");
    assertThat(oracle.fieldNames())
        .toIterable()
        .containsExactly(
            "tuner",
            "tunings",
            "reconfigurations",
            "reconfigurationsPerTuning",
            "bigReconfigurations",
            "meanSlots",
            "maxSlots",
            "slotSeconds",
            "underProvisionedSeconds",
            "downSeconds",
            "excessSlots",
            "maxBacklogSeconds");
    assertThat(oracle.get("tuner").asText()).isEqualTo("oracle");
    assertThat(oracle.get("tunings").asInt()).isEqualTo(3);
    assertThat(oracle.get("reconfigurations").asInt()).isEqualTo(3);
    // 2, 5 and 4 subtasks suffice.
    assertThat(oracle.get("maxSlots").asInt()).isEqualTo(5);
    assertThat(oracle.get("downSeconds").asDouble()).isEqualTo(51);
    assertThat(result.at("/total/tuners/1/tuner").asText()).isEqualTo("conttune-3");
  }

  @Test
  void playsATraceOfRates() throws IOException {
    String rates = write("rates.json", "[1, 1, 2]");

    JsonNode result =
        json(
            "--workload",
            write("w.yaml", WORKLOAD),
            "--tuner",
            "static-peak",
            "--schedule",
            rates,
            "--step",
            "60s");

    assertThat(result.at("/workloads/0/tuners/0/tunings").asInt()).isEqualTo(2);
    assertThat(result.at("/workloads/0/tuners/0/slotSeconds").asDouble()).isEqualTo(4 * 180);
  }

  @Test
  void tellsTheTunerLessWhereTheRateIsNotKnown() throws IOException {
    String file = write("w.yaml", WORKLOAD);

    JsonNode known = json("--workload", file, "--tuner", "ds2", "--rate-known", "true");
    JsonNode unknown = json("--workload", file, "--tuner", "ds2", "--rate-known", "false");

    assertThat(known.at("/workloads/0/sourceRateKnown").asBoolean()).isTrue();
    assertThat(unknown.at("/workloads/0/sourceRateKnown").asBoolean()).isFalse();
    assertThat(unknown.at("/total/tuners/0")).isNotEqualTo(known.at("/total/tuners/0"));
  }

  @Test
  void printsATableOfEachWorkload() throws IOException {
    ContTuneRun run =
        ContTuneRun.of("simulate", "--workload", write("w.yaml", WORKLOAD), "--tuner", "oracle");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("mine (3 tunings)\n").contains("| oracle | 3 | 1.00 | 0 |");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() throws IOException {
    String workload = write("w.yaml", "name: w\nstep: 1\noperators: []\n");
    String rates = write("rates", "1\nx\n");

    ContTuneRun run =
        ContTuneRun.of(
            "simulate",
            "--workload=q9," + workload,
            "--tuner=ds2,ds3",
            "--schedule=" + rates,
            "--step=5",
            "--seed=z",
            "--rate-known=maybe",
            "--target-utilization=1.5",
            "--drift=-1",
            "--rate-error=x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .hasSize(11)
        .anyMatch(line -> line.startsWith(workload + ":2:7: step: is \"1\", expected a duration"))
        .anyMatch(line -> line.startsWith(workload + ":3:12: operators: is empty"))
        .anyMatch(line -> line.startsWith(rates + ":2:1: is \"x\""))
        .anyMatch(line -> line.contains("--workload: is \"q9\", expected one of wordcount, q1"))
        .anyMatch(
            line -> line.contains("--tuner: knows no \"ds3\", expected all or some of oracle"))
        .anyMatch(line -> line.contains("--step: is \"5\""))
        .anyMatch(line -> line.contains("--seed: is \"z\""))
        .anyMatch(line -> line.contains("--rate-known: is \"maybe\""))
        .anyMatch(line -> line.contains("--target-utilization: is \"1.5\""))
        .anyMatch(line -> line.contains("--drift: is -1"))
        .anyMatch(line -> line.contains("--rate-error: is \"x\""));
  }
}
