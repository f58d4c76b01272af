package io.conttune.controller.meters;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text that Prometheus gets, and the document that lists what is in it. */
class ServiceMetersTest {
  private static final Pattern SERIES = Pattern.compile("(?<name>\\w+)(\\{(?<labels>.*)\\})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private final ToldJob job = new ToldJob();
  private final ServiceMeters meters = new ServiceMeters(job.board::jobs);

  @BeforeEach
  void tellEverything() throws Exception {
    job.rescaled(Stage.VERIFIED);
    job.wanted(8, Outcome.RECOMMENDED);
    job.held(HoldReason.AT_LIMIT);
    job.wanted(8, Outcome.RECOMMENDED);
  }

  @AfterEach
  void close() {
    meters.close();
  }

  /** The lines of our own series. */
  private List<String> lines() {
    return meters.scrape().lines().filter(line -> line.startsWith("conttune_")).toList();
  }

  @Test
  void tellsWhatAnOperatorHasAndNeeds() {
    assertThat(lines())
        .contains(
            "conttune_operator_parallelism{job=\"WordCount\",operator=\"count\"} 2.0",
            "conttune_operator_wanted_parallelism{job=\"WordCount\",operator=\"count\"} 8.0",
            "conttune_operator_input_records_per_second{job=\"WordCount\",operator=\"count\"} 900.0",
            "conttune_operator_target_records_per_second{job=\"WordCount\",operator=\"count\"} 1234.5",
            "conttune_operator_ability_records_per_second{job=\"WordCount\",operator=\"count\"} 1000.0",
            "conttune_operator_busy_ratio{job=\"WordCount\",operator=\"count\"} 0.9",
            "conttune_operator_backlog_seconds{job=\"WordCount\",operator=\"source\"} 5.0");
  }

  @Test
  void tellsThePhaseAndTheObjectiveOfAJob() {
    assertThat(lines())
        .contains(
            "conttune_job_phase{job=\"WordCount\",phase=\"tuned\"} 1.0",
            "conttune_job_phase{job=\"WordCount\",phase=\"rescaling\"} 0.0",
            "conttune_job_acting{job=\"WordCount\"} 1.0",
            "conttune_job_down_seconds{job=\"WordCount\"} 0.0",
            "conttune_job_lag_seconds{job=\"WordCount\"} 4.5",
            "conttune_job_objective_kept_ratio{job=\"WordCount\"} 0.9",
            "conttune_job_objective_asked_ratio{job=\"WordCount\"} 0.99");
  }

  @Test
  void countsDecisionsAndRescales() {
    assertThat(lines())
        .contains(
            "conttune_decisions_total{cause=\"big\",job=\"WordCount\",outcome=\"recommended\"} 2.0",
            "conttune_decisions_total{cause=\"at_limit\",job=\"WordCount\",outcome=\"held\"} 1.0")
        .anyMatch(
            line ->
                line.startsWith("conttune_rescale_downtime_seconds_sum")
                    && line.contains("result=\"verified\"")
                    && line.endsWith(" 12.0"));
  }

  @Test
  void countsRequestsThatFlinkDoesNotAnswerByCluster() {
    job.failing(7);

    assertThat(lines())
        .contains(
            "conttune_rest_errors_total{flink=\"http://127.0.0.1:8081\",job=\"WordCount\"} 7.0");
  }

  @Test
  void agesGoOnBetweenTheSteps() {
    job.clock.advance(Duration.ofSeconds(40));

    assertThat(lines())
        .contains(
            "conttune_loop_age_seconds{job=\"WordCount\"} 40.0",
            "conttune_job_metrics_age_seconds{job=\"WordCount\"} 40.0");
  }

  @Test
  void tellsTheProcessToo() {
    assertThat(meters.scrape())
        .contains(
            "jvm_memory_used_bytes", "jvm_gc_", "process_uptime_seconds", "process_cpu_usage");
  }

  @Test
  void everySeriesOfADocumentedMeterIsScrapedWithItsLabelsAndNoOther() {
    Set<String> scraped = lines().stream().map(ServiceMetersTest::nameAndLabels).collect(toSet());

    assertThat(scraped)
        .isEqualTo(
            Arrays.stream(Meter.values())
                .flatMap(meter -> meter.names().stream().map(name -> shown(name, meter.labels())))
                .collect(toSet()));
  }

  private static String nameAndLabels(String line) {
    Matcher series = SERIES.matcher(line);
    assertThat(series.matches()).as(line).isTrue();
    return shown(
        series.group("name"),
        LABEL.matcher(series.group("labels")).results().map(found -> found.group(1)).toList());
  }

  private static String shown(String name, List<String> labels) {
    return name + labels.stream().sorted().toList();
  }

  @Test
  void theDocumentHasARowOfEachMeter() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/metrics.md")).stream()
            .filter(line -> line.startsWith("| `conttune_"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(Stream.of(Meter.values()).map(ServiceMetersTest::row).toList());
  }

  private static String row(Meter meter) {
    return "| %s | %s | %s |"
        .formatted(quoted(meter.names()), quoted(meter.labels()), meter.help());
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
