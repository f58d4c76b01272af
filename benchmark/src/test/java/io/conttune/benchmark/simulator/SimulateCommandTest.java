package io.conttune.benchmark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.benchmark.ContTuneRun;
import io.conttune.benchmark.simulator.schedule.RateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

  private static final Pattern CELL = Pattern.compile("\\|");

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
            "targetUtilization",
            "tunings",
            "reconfigurations",
            "reconfigurationsPerTuning",
            "reconfigurationsPerDay",
            "medianReconfigurations",
            "ninthDecileReconfigurations",
            "worstReconfigurations",
            "bigReconfigurations",
            "excessSlots",
            "unreachableTunings",
            "meanSlots",
            "maxSlots",
            "slotSeconds",
            "underProvisionedSeconds",
            "downSeconds",
            "reactionSeconds",
            "worstLagSeconds",
            "beyondLagSeconds",
            "runs");
    assertThat(oracle.get("tuner").asText()).isEqualTo("oracle");
    assertThat(oracle.get("tunings").asInt()).isEqualTo(3);
    assertThat(oracle.get("reconfigurations").asInt()).isEqualTo(3);
    // 2, 5 and 4 subtasks suffice.
    assertThat(oracle.get("maxSlots").asInt()).isEqualTo(5);
    assertThat(oracle.get("downSeconds").asDouble()).isEqualTo(51);
    assertThat(oracle.at("/runs/0/timeline/0/slots").asInt()).isEqualTo(1);
    assertThat(oracle.at("/runs/0/decisions/0/outcome").asText()).isEqualTo("started");
    assertThat(oracle.at("/runs/0/decisions/0/parallelism/map").asInt()).isEqualTo(2);
    assertThat(result.at("/total/tuners/1/tuner").asText()).isEqualTo("conttune-3");
  }

  @Test
  void playsATraceOfRates() throws IOException {
    String rates = write("rates.json", "[1, 1, 2, 2, 2.05, 2]");

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
    assertThat(result.at("/workloads/0/tuners/0/slotSeconds").asDouble()).isEqualTo(4 * 360);
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
    assertThat(run.out())
        .startsWith("mine (3 tunings, sources together up to 300 records/s)\n\n")
        .contains("| oracle | 3 | 1.00 | 0.00 | 0 | 1, 1 |");
  }

  @Test
  void leavesOutPartsOfInformedUnderTheSettingThatIsNamed() throws IOException {
    String file = write("w.yaml", WORKLOAD);

    ContTuneRun run =
        ContTuneRun.of("simulate", "--ablate=bracket,model", "--workload=" + file, "--skew=1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("| ")).map(CELL::split))
        .extracting(cells -> cells[1].strip())
        .containsExactly("part left out", "none", "bracket", "model", "part", "bracket", "model");
    assertThat(run.out()).contains("| part left out | as asked | pays under |");
  }

  @Test
  void leavesOutPartsUnderAllSettingsIfNoneIsNamed() throws IOException {
    JsonNode result = json("--ablate=bracket", "--workload", write("w.yaml", WORKLOAD));

    assertThat(result.get("settings")).hasSize(11);
    assertThat(result.at("/settings/0/setting").asText()).isEqualTo("1.0");
    assertThat(result.at("/settings/0/without/bracket/reconfigurationsPerTuning").asDouble())
        .isPositive();
  }

  @Test
  void refusesOptionsThatAnAblationDoesNotKnow() throws IOException {
    ContTuneRun run =
        ContTuneRun.of(
            "simulate", "--ablate=luck", "--tuner=ds2", "--report=" + directory.resolve("report"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--ablate: knows no \"luck\", expected all or some of change-point, ")
        .contains("--tuner: is ds2, but --ablate plays informed, expected no such option")
        .contains("--report: cannot be made of --ablate, expected no such option");
    assertThat(directory.resolve("report")).doesNotExist();
  }

  /** The source has 100 records/s at the factor 1: 90000 are the factor 900. */
  @Test
  void warnsThatNoParallelismCarriesThePeak() throws IOException {
    String rates = write("rates.txt", "30000\n90000\n");

    ContTuneRun run =
        ContTuneRun.of(
            "simulate",
            "--workload=" + write("w.yaml", WORKLOAD),
            "--tuner=static-peak",
            "--schedule=" + rates,
            "--step=60s");

    String shortage =
        "No parallelism carries the peak: map would receive 9 M records/s. It processes 5.4 k at"
            + " most, 0.06 % of that, with 90 subtasks.";
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains(shortage);
    assertThat(run.err().lines())
        .containsExactly(
            "mine: " + shortage,
            rates
                + ": its rates were taken for factors on the unit rates of the sources. If they are"
                + " records per second, use --rate-unit records/s.");
  }

  @Test
  void tellsTheShortageInJson() throws IOException {
    String rates = write("rates.csv", "factor\n100\n");

    ContTuneRun run =
        ContTuneRun.of(
            "simulate",
            "--output=json",
            "--workload=" + write("w.yaml", WORKLOAD),
            "--tuner=static-peak",
            "--schedule=" + rates);

    JsonNode workload = JsonMapper.builder().build().readTree(run.out()).at("/workloads/0");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(workload.path("peakRecordsPerSecond").asDouble()).isEqualTo(10_000);
    assertThat(workload.at("/peakShortage/operator").asText()).isEqualTo("map");
    assertThat(workload.at("/peakShortage/carriedShare").asDouble()).isEqualTo(0.54);
    assertThat(workload.at("/peakShortage/parallelism").asInt()).isEqualTo(90);
  }

  /** 180 records/s are the factor 1.8, which 3 subtasks carry; 60 and 30 seconds. */
  @Test
  void playsRecordsPerSecondWithTheirTimes() throws IOException {
    String headed = write("rates.csv", "time;records_per_second\n0;90\n60;180\n90;180,0\n");
    String bare = write("bare.txt", "90\n90\n180\n180\n");

    JsonNode ofHeader =
        json("--workload", write("w.yaml", WORKLOAD), "--tuner=static-peak", "--schedule", headed);
    JsonNode ofOption =
        json(
            "--workload=" + write("w.yaml", WORKLOAD),
            "--tuner=static-peak",
            "--schedule=" + bare,
            "--rate-unit=records/s",
            "--step=30s");

    assertThat(ofHeader.at("/workloads/0/tuners/0/slotSeconds").asDouble()).isEqualTo(3 * 120);
    assertThat(ofHeader.at("/workloads/0/peakRecordsPerSecond").asDouble()).isEqualTo(180);
    assertThat(ofHeader.at("/workloads/0/peakShortage").isNull()).isTrue();
    assertThat(ofOption.at("/total")).isEqualTo(ofHeader.at("/total"));
  }

  @Test
  void tellsOptionsThatContradictTheFile() throws IOException {
    String rates = write("rates.csv", "time,factor\n0,1\n60,2\n");

    ContTuneRun ofFile =
        ContTuneRun.of("simulate", "--schedule=" + rates, "--rate-unit=records/s", "--step=60s");
    ContTuneRun ofName = ContTuneRun.of("simulate", "--schedule=ramp", "--rate-unit=factor");

    assertThat(List.of(ofFile.exitCode(), ofName.exitCode())).containsOnly(2);
    assertThat(ofFile.err().lines())
        .containsExactly(
            "command line: --rate-unit: is records/s, but the header of the file says factor,"
                + " expected the same or no such option",
            "command line: --step: is 60s, but the file has times, expected no such option");
    assertThat(ofName.err().lines())
        .containsExactly(
            "command line: --rate-unit: is for a file of rates, expected --schedule with a file, or"
                + " no such option");
  }

  /** Two hours of a load that rises, falls, trembles and has one short peak. */
  @Test
  void playsATraceOfMinutesWithFiguresPerDay() throws Exception {
    Path trace = Path.of(RateFile.class.getResource("two-hours.txt").toURI());

    JsonNode result =
        json(
            "--workload=q1",
            "--schedule=" + trace,
            "--step=60s",
            "--start=warm",
            "--target-utilization=0.8",
            "--tuner=oracle,foresight-oracle");

    JsonNode oracle = result.at("/total/tuners/0");
    JsonNode foresight = result.at("/total/tuners/1");
    assertThat(oracle.get("tunings").asInt()).isBetween(10, 30);
    assertThat(oracle.get("reconfigurationsPerDay").asDouble())
        .isEqualTo(12.0 * oracle.get("reconfigurations").asInt());
    assertThat(foresight.get("reconfigurations").asInt())
        .isPositive()
        .isLessThan(oracle.get("reconfigurations").asInt() / 2);
    assertThat(foresight.get("meanSlots").asDouble())
        .isGreaterThan(oracle.get("meanSlots").asDouble());
    assertThat(foresight.get("downSeconds").asDouble())
        .isLessThan(oracle.get("downSeconds").asDouble());
  }

  /**
   * One subtask carries the rate 0.5, three 1.5, five 3: three jobs, of which one is left alone.
   */
  @Test
  void playsEveryRateByAJobOfItsOwn() throws IOException {
    String file = write("w.yaml", WORKLOAD.replace("[1, 3, 2]", "[0.5, 1.5, 3]"));

    JsonNode result = json("--workload=" + file, "--tuner=oracle,random", "--schedule=single");

    JsonNode oracle = result.at("/total/tuners/0");
    assertThat(oracle.get("tunings").asInt()).isEqualTo(3);
    assertThat(oracle.get("reconfigurations").asInt()).isEqualTo(2);
    assertThat(oracle.get("medianReconfigurations").asInt()).isEqualTo(1);
    assertThat(oracle.get("worstReconfigurations").asInt()).isEqualTo(1);
    JsonNode contact = oracle.get("firstContact");
    assertThat(contact.at("/allRates/jobs").asInt()).isEqualTo(3);
    assertThat(contact.at("/allRates/withAtMostOneReconfiguration").asInt()).isEqualTo(3);
    assertThat(contact.at("/allRates/withTooFewSlotsAtTheEnd").asInt()).isZero();
    assertThat(contact.at("/middleRates/jobs").asInt()).isEqualTo(1);
    JsonNode random = result.at("/total/tuners/1/firstContact/allRates");
    assertThat(random.get("mostReconfigurations").asInt()).isGreaterThan(2);
    assertThat(random.get("withAtMostTwoReconfigurations").asInt()).isLessThan(3);
  }

  @Test
  void showsTheFirstContactWhereEachJobMeetsOneLoad() throws IOException {
    String file = write("w.yaml", WORKLOAD.replace("[1, 3, 2]", "[0.5, 1.5, 3]"));

    ContTuneRun single =
        ContTuneRun.of("simulate", "--workload=" + file, "--tuner=oracle", "--schedule=single");
    ContTuneRun ramp =
        ContTuneRun.of("simulate", "--workload=" + file, "--tuner=oracle", "--schedule=ramp");

    assertThat(single.out())
        .contains("first contact (3 jobs, 1 of them at middle rates)\n")
        .contains("| oracle | 100 % | 100 % | 1 | 100 % | 0 |\n");
    assertThat(ramp.out()).contains("| oracle |").doesNotContain("first contact");
  }

  /** 90 subtasks process 5400 records/s: the rate 50, but not 50 / 0.8. */
  @Test
  void saysWhereNoParallelismReachesTheTargetUtilization() throws IOException {
    ContTuneRun run =
        ContTuneRun.of(
            "simulate",
            "--workload=" + write("w.yaml", WORKLOAD.replace("[1, 3, 2]", "[1, 50]")),
            "--tuner=oracle",
            "--target-utilization=0.8");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "oracle: in 1 of 2 tunings no parallelism reaches rate / target utilisation."
                + " Excess slots leave them out.")
        .containsPattern("\\| oracle \\| 2 \\| 1.00 \\| 0.00 \\| .* \\|");
  }

  @Test
  void refusesToScoreNothing() throws IOException {
    ContTuneRun run =
        ContTuneRun.of("simulate", "--workload=" + write("w.yaml", WORKLOAD), "--unscored=900s");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "command line: --unscored: is 15m, expected less than what a run of mine takes");
  }

  @Test
  void playsGeneratedJobsAndShowsTheTotalAndARowOfEachOfMany() {
    ContTuneRun few =
        ContTuneRun.of("simulate", "--workload=generated:2", "--tuner=oracle", "--schedule=spike");
    ContTuneRun many =
        ContTuneRun.of("simulate", "--workload=generated:13", "--tuner=oracle", "--schedule=spike");

    assertThat(List.of(few.exitCode(), many.exitCode())).containsOnly(0);
    assertThat(few.out()).startsWith("generated-1 (");
    assertThat(many.out())
        .startsWith("total (13 workloads, ")
        .contains("| oracle | generated-")
        .contains("| per tuning, excess slots | oracle |\n|---|---|\n| generated-1 | ");
    assertThat(many.out().lines().filter(line -> line.startsWith("| generated-"))).hasSize(13);
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
            "--rate-error=x",
            "--noise=2",
            "--skew=x",
            "--poll=0s",
            "--start=hot",
            "--unscored=1",
            "--lag=-1s",
            "--restart-cost=x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .hasSize(18)
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
        .anyMatch(line -> line.contains("--rate-error: is \"x\""))
        .anyMatch(line -> line.contains("--noise: is \"2\", expected a number from 0 to 1"))
        .anyMatch(line -> line.contains("--skew: is \"x\""))
        .anyMatch(line -> line.contains("--poll: is \"0s\", expected a duration from 1s on"))
        .anyMatch(line -> line.contains("--start: is \"hot\", expected cold or warm"))
        .anyMatch(line -> line.contains("--unscored: is \"1\""))
        .anyMatch(line -> line.contains("--lag: is \"-1s\""))
        .anyMatch(line -> line.contains("--restart-cost: is \"x\""));
  }
}
