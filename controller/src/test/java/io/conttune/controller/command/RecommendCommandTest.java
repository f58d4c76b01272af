package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RecommendCommandTest {
  private static final String EXAMPLE = "../docs/examples/q1-mapper.csv";
  private static final String RATES = "../docs/examples/ds2-rates.log";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void recommendsElevenForTheWorkedExample() throws IOException {
    int exitCode =
        run("--history", EXAMPLE, "--rate", "4e6", "--surrogate", "rbf", "--output=json");

    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(exitCode).isEqualTo(ExitCode.DONE);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "parallelism",
            "suffices",
            "carriedShare",
            "method",
            "gpParallelism",
            "nearestDistance",
            "ds2Parallelism",
            "keyGroups",
            "mean",
            "standardDeviation",
            "lengthScale",
            "signalDeviation",
            "noiseDeviation",
            "negativeLogLikelihood",
            "curve");
    assertThat(json.path("parallelism").intValue()).isEqualTo(11);
    assertThat(json.path("suffices").booleanValue()).isTrue();
    assertThat(json.path("carriedShare").doubleValue()).isEqualTo(1);
    assertThat(json.path("method").textValue()).isEqualTo("gp");
    assertThat(json.path("gpParallelism").intValue()).isEqualTo(11);
    assertThat(json.path("nearestDistance").intValue()).isEqualTo(1);
    assertThat(json.path("ds2Parallelism").intValue()).isEqualTo(14);
    assertThat(json.path("mean").doubleValue()).isCloseTo(4213948.235, within(5.0));
    assertThat(json.path("standardDeviation").doubleValue()).isCloseTo(38089.788, within(1.0));
    assertThat(json.path("lengthScale").doubleValue()).isCloseTo(2.254151, within(1e-5));
    assertThat(json.path("signalDeviation").doubleValue()).isCloseTo(5e5, within(1.0));
    assertThat(json.path("noiseDeviation").doubleValue()).isZero();
    assertThat(json.path("negativeLogLikelihood").doubleValue()).isCloseTo(449.8936, within(1e-3));
    assertThat(json.path("curve")).hasSize(26);
    assertThat(json.path("curve").path(10)).isEqualTo(point(json, 11));
  }

  private static JsonNode point(JsonNode json, int parallelism) {
    return new JsonMapper()
        .createObjectNode()
        .put("parallelism", parallelism)
        .put("mean", json.path("mean").doubleValue())
        .put("standardDeviation", json.path("standardDeviation").doubleValue());
  }

  @Test
  void fallsBackToDs2WithAlphaZeroAndTakesLogLogAtAnyDistance() throws IOException {
    run("--history", EXAMPLE, "--rate=4e6", "--surrogate=rbf", "--alpha=0", "--output=json");
    JsonNode rbf = new JsonMapper().readTree(out.toString());
    out.getBuffer().setLength(0);
    run("--history", EXAMPLE, "--rate=4e6", "--output=json");
    JsonNode loglog = new JsonMapper().readTree(out.toString());

    assertThat(rbf.path("method").textValue()).isEqualTo("ds2");
    assertThat(rbf.path("parallelism").intValue()).isEqualTo(14);
    assertThat(rbf.path("gpParallelism").intValue()).isEqualTo(11);
    assertThat(loglog.path("method").textValue()).isEqualTo("gp");
    assertThat(loglog.path("noiseDeviation").doubleValue()).isPositive();
  }

  @Test
  void tellsThatNothingSuffices() throws IOException {
    int exitCode = run("--history", EXAMPLE, "--rate=3e7", "--max-parallelism=40", "--output=json");

    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
    assertThat(json.path("suffices").booleanValue()).isFalse();
    assertThat(json.path("carriedShare").doubleValue()).isCloseTo(0.34, within(0.01));
    assertThat(json.path("gpParallelism").isNull()).isTrue();
    assertThat(json.path("nearestDistance").isNull()).isTrue();
    assertThat(json.path("parallelism").intValue()).isEqualTo(40);
    assertThat(json.path("curve")).hasSize(40);
  }

  @Test
  void scalesFromTheNewestRowUnlessTold() throws IOException {
    Path file = history("parallelism,processing_ability", "8,800", "2,100");
    List<Integer> found = new ArrayList<>();

    for (String current : List.of("", "--current=8")) {
      out.getBuffer().setLength(0);
      run("--history", file.toString(), "--rate=1000", "--output=json", current);
      found.add(new JsonMapper().readTree(out.toString()).path("ds2Parallelism").intValue());
    }

    assertThat(found).containsExactly(20, 10);
  }

  @Test
  void explainsInTextByDefault() {
    int exitCode = run("--history", EXAMPLE, "--rate", "4000000");

    assertThat(exitCode).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).startsWith("parallelism 11 for 4 M records/s: the model's pick");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tellsAllFaultsOfOptionsAndFileAtOnce() throws IOException {
    Path file = history("parallelism,processing_ability", "1.5,10", "2,NaN");

    int exitCode =
        run(
            "--history=" + file,
            "--rate=-4",
            "--alpha=-1",
            "--top-k=0",
            "--max-parallelism=many",
            "--current=0");

    assertThat(exitCode).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactlyInAnyOrder(
            "command line: --alpha: is \"-1\", expected a whole number from 0 to 32768",
            "command line: --current: is 0, expected a whole number from 1 to 32768",
            "command line: --max-parallelism: is \"many\", which is no number, expected a whole"
                + " number from 1 to 32768",
            "command line: --rate: is -4, expected a number above 0 and at most 1e300",
            "command line: --top-k: is \"0\", expected a whole number from 1 to 1000000",
            file + ":2:1: parallelism: is 1.5, expected a whole number from 1 to 32768",
            file + ":3:3: processing_ability: is NaN, expected a number above 0 and at most 1e300");
  }

  @Test
  void asksForHistoryAndRate() {
    int exitCode = run();

    assertThat(exitCode).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString().lines())
        .containsExactly(
            "command line: --history: is missing, expected a CSV file or DS2's rates",
            "command line: --rate: is missing, expected a number above 0 and at most 1e300");
  }

  @Test
  void namesTheParallelismsToScaleFrom() throws IOException {
    Path file = history("parallelism,processing_ability", "8,800", "2,100", "8,900");

    int exitCode = run("--history=" + file, "--rate=1", "--current=3");

    assertThat(exitCode).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString().lines())
        .containsExactly("command line: --current: is 3, expected a parallelism of the file: 2, 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output=text", "--output=json", "--surrogate=rbf"})
  void answersTheSameToDs2RatesAsToACsvWithTheSameNumbers(String option) throws IOException {
    List<String> rows = Files.readAllLines(Path.of(EXAMPLE));
    String smaller = "(parallelism|[12468]),.*";
    Path file = history(rows.stream().filter(row -> row.matches(smaller)).toArray(String[]::new));

    int ofCsv = run("--history=" + file, "--rate=3e6", option);
    String expected = out.toString();
    out.getBuffer().setLength(0);
    int ofRates = run("--history", RATES, "--operator=Mapper", "--rate=3e6", option);

    assertThat(List.of(ofCsv, ofRates)).containsOnly(ExitCode.DONE);
    assertThat(out).hasToString(expected);
    assertThat(err)
        .hasToString(
            String.format(
                "%s: left out 1 of 6 epochs of Mapper, not written by all instances: epoch 1 (5 of"
                    + " 8)%n",
                RATES));
  }

  @Test
  void namesTheOperatorsOfRatesWithTheFaultsOfTheOtherOptions() {
    int exitCode = run("--history", RATES, "--rate=fast", "--operator=Maper");

    assertThat(exitCode).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "command line: --operator: is Maper, expected one of Mapper, Sink: Discard (did you"
                + " mean Mapper?)",
            "command line: --rate: is \"fast\", which is no number, expected a number above 0 and"
                + " at most 1e300");
  }

  private Path history(String... lines) throws IOException {
    return Files.write(directory.resolve("history.csv"), List.of(lines));
  }

  private int run(String... arguments) {
    List<String> given = List.of(arguments).stream().filter(text -> !text.isEmpty()).toList();
    return new CommandLine(new RecommendCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(given.toArray(String[]::new));
  }
}
