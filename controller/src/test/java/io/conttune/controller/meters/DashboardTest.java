package io.conttune.controller.meters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.service.status.JobTotals.Trouble;
import io.conttune.controller.service.status.Phase;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The dashboard and the alert rules ask for series, labels and words that there are. */
class DashboardTest {
  private static final Path FOLDER = Path.of("../deploy/grafana");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A series in an expression, with what stands in its braces. */
  private static final Pattern SERIES = Pattern.compile("(conttune_\\w+)(?:\\{([^}]*)})?");

  private static final Pattern LABEL = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?([a-z]\\w*)");

  private static JsonNode dashboard() throws IOException {
    return JSON.readTree(Files.readString(FOLDER.resolve("dashboard.json")));
  }

  private static JsonNode alerts() throws IOException {
    return JSON.valueToTree(
        new Yaml().<Map<String, Object>>load(Files.readString(FOLDER.resolve("alerts.yaml"))));
  }

  static Stream<String> expressions() throws IOException {
    List<JsonNode> all = dashboard().findValues("expr");
    all.addAll(alerts().findValues("expr"));
    return all.stream().map(JsonNode::asText);
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void everySeriesAndLabelThatIsAskedForIsTold(String expression) {
    List<MatchResult> series = SERIES.matcher(expression).results().toList();

    assertThat(series).as(expression).isNotEmpty();
    Set<String> labels = new TreeSet<>();
    for (MatchResult one : series) {
      Meter meter = meter(one.group(1));
      labels.addAll(meter.labels());
      LABEL
          .matcher(one.group(2) == null ? "" : one.group(2))
          .results()
          .forEach(label -> assertLabel(meter, label.group(1), label.group(2)));
    }
    GROUPING
        .matcher(expression)
        .results()
        .flatMap(by -> Arrays.stream(by.group(1).split(", *", -1)))
        .forEach(label -> assertThat(labels).as(expression).contains(label));
  }

  private static Meter meter(String name) {
    return Arrays.stream(Meter.values())
        .filter(meter -> meter.names().contains(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series is called " + name));
  }

  private static void assertLabel(Meter meter, String label, String value) {
    assertThat(meter.labels()).as(meter.name()).contains(label);
    Map<String, Set<String>> words =
        Map.of(
            "phase", words(Phase.values()),
            "outcome", words(Outcome.values()),
            "result", words(Stage.values()));
    Set<String> known =
        meter == Meter.LOOP_TROUBLES && label.equals("cause")
            ? words(Trouble.values())
            : words.getOrDefault(label, Set.of(value));
    assertThat(known).as("%s of %s", label, meter).contains(value);
  }

  private static Set<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @Test
  void aLegendShowsLabelsThatItsSeriesHave() throws IOException {
    for (JsonNode target : dashboard().findValues("targets")) {
      for (JsonNode each : target) {
        assertShown(each.path("expr").asText(), each.path("legendFormat").asText());
      }
    }
    for (JsonNode rule : alerts().at("/groups/0/rules")) {
      assertShown(rule.path("expr").asText(), rule.path("annotations").toString());
    }
  }

  private static void assertShown(String expression, String text) {
    Set<String> labels =
        SERIES
            .matcher(expression)
            .results()
            .flatMap(series -> meter(series.group(1)).labels().stream())
            .collect(Collectors.toSet());
    assertThat(SHOWN.matcher(text).results().map(shown -> shown.group(1)))
        .as("%s of %s", text, expression)
        .allSatisfy(label -> assertThat(labels).contains(label));
  }

  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    assertThat(alerts().at("/groups/0/rules"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            rule -> {
              assertThat(rule.path("alert").asText()).startsWith("Conttune");
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/annotations/action").asText()).isNotBlank();
              assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            });
  }

  @Test
  void panelsDoNotOverlap() throws IOException {
    Set<String> places =
        Stream.of(dashboard().path("panels"))
            .flatMap(
                panels -> Stream.iterate(0, i -> i < panels.size(), i -> i + 1).map(panels::get))
            .map(panel -> panel.at("/gridPos/x").asInt() + "," + panel.at("/gridPos/y").asInt())
            .collect(Collectors.toSet());

    assertThat(places).hasSize(dashboard().path("panels").size());
  }
}
