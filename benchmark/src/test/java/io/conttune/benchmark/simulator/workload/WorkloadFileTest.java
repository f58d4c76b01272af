package io.conttune.benchmark.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadFileTest {
  private static final String YAML =
      """
      name: mine
      step: 60s
      restart: 5s
      sourceRateKnown: false
      slots: 12
      rates: [1, 2.5, 4]
      operators:
        - id: in
          unitRate: 100
          capacity: {power: {gamma: 1000, exponent: 1}}
          maxParallelism: 2
        - id: map
          inputs: [{from: in, selectivity: 2}]
          capacity: {table: {1: 100, 4: 350}}
          noise: 0.02
          skew: 0.1
          maxParallelism: 8
        - id: join
          inputs:
            - {from: map, selectivity: 0.5}
            - {from: in}
          capacity: {usl: {gamma: 100, sigma: 0.02, kappa: 1e-05}}
        - id: out
          inputs: [{from: join, selectivity: 1}]
          capacity: {saturating: {limit: 5000, half: 4}}
      """;

  private static final String JSON =
      """
      {
      \t"name": "mine", "step": "60s", "restart": "5s", "sourceRateKnown": false, "slots": 12,
      \t"rates": [1, 2.5, 4],
      \t"operators": [
      \t\t{"id": "in", "unitRate": 100, "capacity": {"power": {"gamma": 1000, "exponent": 1}},
      \t\t "maxParallelism": 2},
      \t\t{"id": "map", "inputs": [{"from": "in", "selectivity": 2}],
      \t\t "capacity": {"table": {"1": 100, "4": 350}}, "noise": 0.02, "skew": 0.1,
      \t\t "maxParallelism": 8},
      \t\t{"id": "join", "inputs": [{"from": "map", "selectivity": 0.5}, {"from": "in"}],
      \t\t "capacity": {"usl": {"gamma": 100, "sigma": 0.02, "kappa": 0.00001}}},
      \t\t{"id": "out", "inputs": [{"from": "join", "selectivity": 1}],
      \t\t "capacity": {"saturating": {"limit": 5000, "half": 4}}}
      \t]
      }
      """;

  @TempDir Path directory;

  private Reading<Workload> read(String name, String text) throws IOException {
    return Workloads.file(Files.writeString(directory.resolve(name), text));
  }

  private Workload valid(String name, String text) throws IOException {
    Reading<Workload> reading = read(name, text);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<Workload>) reading).value();
  }

  private List<String> faults(String text) throws IOException {
    Reading<Workload> reading = read("w.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    String before = directory + "/";
    return ((Reading.Faulty<Workload>) reading)
        .faults().stream().map(Fault::toString).map(fault -> fault.replace(before, "")).toList();
  }

  @Test
  void readsARestartThatDependsOnTheState() throws IOException {
    String yaml =
        YAML.replace(
                "restart: 5s", "restart: {base: 4s, perGiB: 500ms, spread: 0.2, failures: 0.05}")
            .replace("noise: 0.02", "noise: 0.02\n    state: 12")
            .replace("kappa: 1e-05}}", "kappa: 1e-05}}\n    state: 4");

    Workload workload = valid("w.yaml", yaml);

    assertThat(workload.restarts())
        .isEqualTo(new RestartModel(Duration.ofSeconds(4), Duration.ofMillis(500), 0.2, 0.05));
    assertThat(workload.restart()).isEqualTo(Duration.ofSeconds(4 + 8));
  }

  @Test
  void tellsWhatIsWrongWithARestart() throws IOException {
    assertThat(faults(YAML.replace("restart: 5s", "restart: {base: 4, failures: 2}")))
        .containsExactly(
            "w.yaml:3:17: restart.base: is \"4\", expected a duration such as 200ms, 30s, 5m or 1h",
            "w.yaml:3:30: restart.failures: is \"2\", expected a number from 0 to 1");
  }

  @Test
  void readsEveryKey() throws IOException {
    Workload workload = valid("w.yaml", YAML);

    assertThat(workload.name()).isEqualTo("mine");
    assertThat(workload.step()).isEqualTo(Duration.ofSeconds(60));
    assertThat(workload.restart()).isEqualTo(Duration.ofSeconds(5));
    assertThat(workload.sourceRate()).isEqualTo(SourceRateKnowledge.UNKNOWN);
    assertThat(workload.slots()).isEqualTo(12);
    assertThat(workload.rates()).containsExactly(1.0, 2.5, 4.0);
    assertThat(workload.demand(2)).containsExactly(200, 400, 400, 400);
    assertThat(workload.operators().get(1).capacity().at(2)).isEqualTo(100 + 250 / 3.0);
    assertThat(workload.operators().get(1).noise()).isEqualTo(0.02);
    assertThat(workload.operators().get(1).skew()).isEqualTo(0.1);
    assertThat(workload.most(workload.operators().get(1))).isEqualTo(8);
    assertThat(workload.most(workload.operators().get(3))).isEqualTo(12);
  }

  @Test
  void readsJsonAsItReadsYaml() throws IOException {
    assertThat(valid("w.json", JSON)).isEqualTo(valid("w.yaml", YAML));
  }

  @Test
  void hasThePapersDefaults() throws IOException {
    Workload workload =
        valid(
            "w.yaml",
            "{name: w, operators: [{id: a, unitRate: 1, capacity: {power: {gamma: 1, exponent:"
                + " 1}}}]}");

    assertThat(workload.step()).isEqualTo(Duration.ofMinutes(10));
    assertThat(workload.restart()).isEqualTo(Duration.ofSeconds(17));
    assertThat(workload.sourceRate()).isEqualTo(SourceRateKnowledge.KNOWN);
    assertThat(workload.rates()).hasSize(10).contains(1.0, 10.0);
  }

  @Test
  void tellsAllFaultsAtOnceAndWhereTheyAre() throws IOException {
    String text =
        """
        name: mine
        step: soon
        slot: 3
        rates: [1, -2]
        operators:
          - id: in
            unitRate: fast
            capacity: {power: {gamma: 1000}}
          - id: map
            inputs: [{from: nowhere, selectivity: 0}]
            capacity: {table: {0: 10, 2: 20}}
          - id: map
            capacity: {usl: {gamma: 1, sigma: 0, kappa: 0}, power: {gamma: 1, exponent: 1}}
          - id: both
            unitRate: 1
            inputs: [{from: in}]
        """;

    assertThat(faults(text))
        .containsExactly(
            "w.yaml:2:7: step: is \"soon\", expected a duration such as 200ms, 30s, 5m or 1h",
            "w.yaml:3:1: slot: is not a known key, expected one of name, operators, rates, restart,"
                + " slots, sourceRateKnown, step (did you mean slots?)",
            "w.yaml:4:12: rates[1]: is \"-2\", expected a number from 0 to 1000000000000000",
            "w.yaml:7:15: operators[0].unitRate: is \"fast\", expected a number from 0.000000001 to"
                + " 1000000000000000",
            "w.yaml:8:23: operators[0].capacity.power.exponent: is missing, expected the exponent"
                + " of the parallelism",
            "w.yaml:10:13: operators[1].inputs: names \"nowhere\", expected one of [both, in, map]",
            "w.yaml:10:43: operators[1].inputs[0].selectivity: is \"0\", expected a number from"
                + " 0.000000001 to 1000000000000000",
            "w.yaml:11:27: operators[1].capacity.table.0: is no parallelism, expected a whole"
                + " number from 1 to 99999",
            "w.yaml:12:5: operators[2].inputs: is missing, expected unitRate (of a source) or"
                + " inputs (of any other operator)",
            "w.yaml:12:9: operators[2].id: is \"map\" a second time, expected another id",
            "w.yaml:13:15: operators[2].capacity: has 2 curves, expected one of table, usl, power,"
                + " saturating",
            "w.yaml:14:5: operators[3].capacity: is missing, expected a curve of processing"
                + " ability: one of table, usl, power, saturating",
            "w.yaml:16:13: operators[3].inputs: stands beside unitRate, expected either of them:"
                + " sources have no inputs");
  }

  @Test
  void findsACycle() throws IOException {
    String text =
        """
        name: w
        operators:
          - {id: a, unitRate: 1, capacity: {power: {gamma: 1, exponent: 1}}}
          - {id: b, inputs: [{from: c}], capacity: {power: {gamma: 1, exponent: 1}}}
          - {id: c, inputs: [{from: b}], capacity: {power: {gamma: 1, exponent: 1}}}
        """;

    assertThat(faults(text))
        .containsExactly(
            "w.yaml:4:21: operators[1].inputs: are part of a cycle, expected a way from a source"
                + " on");
  }

  @Test
  void needsOperatorsAndAName() throws IOException {
    assertThat(faults("step: 60s"))
        .containsExactly(
            "w.yaml:1:1: name: is missing, expected the name of the job",
            "w.yaml:1:1: operators: is missing, expected a list of operators, the first of them a"
                + " source");
  }

  @Test
  void saysWhereTheYamlBreaks() throws IOException {
    assertThat(faults("name: [")).singleElement().asString().startsWith("w.yaml:1:8: is no YAML");
  }
}
