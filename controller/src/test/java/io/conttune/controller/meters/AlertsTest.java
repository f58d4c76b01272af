package io.conttune.controller.meters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.Begin;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Each alert fires when what it is for happens, and not before, from what a service tells. */
class AlertsTest {
  private static final Path FOLDER = Path.of("../deploy/grafana");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The longest time for which an alert waits, and a little more. */
  private static final int LONG = 35;

  /** What each alert is for, as it happens in each of {@link #LONG} minutes. */
  private static final Map<String, WatchedService.Happening> FAULTS = faults();

  private static Map<String, WatchedService.Happening> faults() {
    Map<String, WatchedService.Happening> faults = new LinkedHashMap<>();
    faults.put("ConttuneJobDown", AlertsTest::isDown);
    faults.put("ConttuneAbsent", WatchedService::die);
    faults.put("ConttuneLoopSilent", service -> {});
    faults.put("ConttuneRescaleFailed", service -> endsOnce(service, Stage.FAILED, 1));
    faults.put("ConttuneRescalesRolledBack", service -> endsOnce(service, Stage.ROLLED_BACK, 3));
    faults.put("ConttuneObjectiveMissed", service -> service.job.keeping(Duration.ofMinutes(12)));
    faults.put("ConttuneOperatorShort", service -> service.job.wanted(8, Outcome.REFUSED));
    faults.put("ConttuneMetricsOld", AlertsTest::isUnreachable);
    faults.put("ConttuneStoreFails", AlertsTest::storeFails);
    return faults;
  }

  private static void isDown(WatchedService service) {
    JobOutage outage =
        service
            .job
            .status()
            .outage()
            .orElseGet(
                () ->
                    new JobOutage.ByItself(
                        "job-1",
                        JobOutage.RunState.FAILED,
                        Begin.now(service.job.clock),
                        Duration.ZERO,
                        "it failed"));
    service.job.step(
        new StepOutcome.Waiting(new JobSighting.NotSeen("it has failed")), Optional.of(outage));
  }

  private static void isUnreachable(WatchedService service) {
    service.job.step(new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()));
  }

  private static void storeFails(WatchedService service) {
    service.job.hear(new LoopNews.StoreFailed(new StoreUnavailableException("the disk is full")));
  }

  /** Rescales end so, until this many have. The job itself is fine afterwards. */
  private static void endsOnce(WatchedService service, Stage end, int times) throws Exception {
    long ended =
        service.job.status().totals().rescales().values().stream()
            .mapToLong(timing -> timing.count())
            .sum();
    if (ended < times) {
      service.job.rescaled(end);
    }
    isFine(service);
  }

  private static void isFine(WatchedService service) throws Exception {
    service.job.keeping(Duration.ZERO);
  }

  /** An alert as its file has it. */
  record Alert(String name, PromExpression expression, Duration time) {
    static Alert of(JsonNode rule) {
      return new Alert(
          rule.path("alert").asText(),
          PromParser.parse(rule.path("expr").asText()),
          PromParser.duration(rule.path("for").asText("0s")));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Alert> alerts() throws IOException {
    JsonNode file =
        JSON.valueToTree(
            new Yaml().<Map<String, Object>>load(Files.readString(FOLDER.resolve("alerts.yaml"))));
    return file.findValues("rules").stream()
        .flatMap(rules -> Stream.iterate(0, i -> i < rules.size(), i -> i + 1).map(rules::get))
        .map(Alert::of);
  }

  @Test
  void noneFiresWhileTheJobIsFine() throws Exception {
    try (WatchedService service = new WatchedService()) {
      service.minutes(2 * LONG, AlertsTest::isFine);

      assertThat(alerts().filter(alert -> service.hasFired(alert.expression(), alert.time())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertFiresForWhatItIsFor(Alert alert) throws Exception {
    assertThat(FAULTS).containsKey(alert.name());
    try (WatchedService service = new WatchedService()) {
      service.minutes(5, AlertsTest::isFine);
      assertThat(service.hasFired(alert.expression(), alert.time())).isFalse();

      service.minutes(LONG, FAULTS.get(alert.name()));

      assertThat(service.hasFired(alert.expression(), alert.time())).isTrue();
    }
  }

  @Test
  void everyFaultHasAnAlert() throws IOException {
    Set<String> names = alerts().map(Alert::name).collect(Collectors.toSet());

    assertThat(names).isEqualTo(FAULTS.keySet());
  }

  static Stream<String> queries() throws IOException {
    return JSON
        .readTree(Files.readString(FOLDER.resolve("dashboard.json")))
        .findValues("expr")
        .stream()
        .map(JsonNode::asText);
  }

  /** Each panel of the dashboard shows something of a service to which everything has happened. */
  @ParameterizedTest
  @MethodSource("queries")
  void aQueryOfTheDashboardHasAnAnswer(String query) throws Exception {
    try (WatchedService service = new WatchedService()) {
      service.minutes(2, AlertsTest::isFine);
      service.job.rescaled(Stage.VERIFIED);
      service.minutes(2, each -> each.job.wanted(8, Outcome.RECOMMENDED));
      Instant end = service.scrapes.times().get(service.scrapes.times().size() - 1);

      // The annotation looks at the last minute only.
      String atTheTime = query.replace("$job", ".+").replace("[1m]", "[3m]");

      assertThat(PromParser.parse(atTheTime).at(service.scrapes, end)).isNotEmpty();
    }
  }
}
