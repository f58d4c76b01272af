package io.conttune.benchmark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.conttune.benchmark.jobs.LineContent;
import io.conttune.benchmark.jobs.RateSchedule;
import io.conttune.benchmark.jobs.Totals;
import io.conttune.benchmark.jobs.TotalsAudit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountOnFlinkTest {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final LineContent CONTENT = new LineContent(7, 20_000);

  @TempDir static Path directory;
  private static EmbeddedFlink flink;
  private static FlinkClient client;
  private static String jar;

  @BeforeAll
  static void startFlink() throws IOException {
    flink = EmbeddedFlink.start(directory, 0);
    client = new FlinkClient(flink.restAddress());
    jar = client.upload(JobJar.writeTo(directory));
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @Test
  void losesAndRepeatsNothingOverAStopAtOtherParallelism() throws IOException {
    Path totals = directory.resolve("totals");
    RateSchedule schedule =
        new RateSchedule(List.of(150L, 300L), Duration.ofSeconds(4), Instant.now().plusSeconds(1));
    List<String> small = arguments(schedule, totals, 2, 1, 2, "100,0,0", "500,0,0");
    List<String> large = arguments(schedule, totals, 3, 5, 7, "200,0.02,0.001", "400,0.02,0.001");

    String first = client.run(jar, small, Optional.empty()).field("jobid");
    String source = client.vertex(first, "Source: source");
    await()
        .atMost(DEADLINE)
        .until(() -> pending(first, source).filter(lines -> lines > 20).isPresent());
    assertThat(client.sum(first, source, "Source__source.numRecordsIn").orElseThrow()).isPositive();
    String savepoint = stopWithSavepoint(first);
    assertThat(totals).doesNotExist();

    String second = client.run(jar, large, Optional.of(savepoint)).field("jobid");
    await().atMost(DEADLINE).until(() -> client.state(second).equals("FINISHED"));

    TotalsAudit audit = TotalsAudit.compare(CONTENT.totals(schedule), Totals.read(totals));
    assertThat(audit)
        .isEqualTo(new TotalsAudit(4 * schedule.totalLines(), 4 * schedule.totalLines(), 0, 0));
    assertThat(totals).isDirectoryNotContaining("glob:**.tmp");
    assertThat(totals.resolve("totals-6.csv")).exists();
  }

  @Test
  void isBusyForWhatTheCurveSaysARecordCosts() {
    RateSchedule schedule = new RateSchedule(List.of(100L), Duration.ofSeconds(60), Instant.now());
    // At parallelism 4: 40 * 4 / (1 + 0.05 * 3 + 0.002 * 12) = 136.3 lines/s, 29.35 ms a line.
    List<String> arguments =
        arguments(schedule, directory.resolve("unused"), 1, 4, 2, "40,0.05,0.002", "10000,0,0");

    String job = client.run(jar, arguments, Optional.empty()).field("jobid");
    String splitter = client.vertex(job, "splitter");
    FlinkClient.Reply before = onceRead(100, job, splitter);
    FlinkClient.Reply after = onceRead(before.sum("read-records") + 500, job, splitter);
    client.cancel(job);

    double lines = after.sum("read-records") - before.sum("read-records");
    double busy = after.sum("accumulated-busy-time") - before.sum("accumulated-busy-time");
    assertThat(busy / lines).isCloseTo(29.35, within(2.9));
  }

  @Test
  void failsALaunchWhenAskedToButNotItsDryRun() {
    RateSchedule schedule = new RateSchedule(List.of(1L), Duration.ofSeconds(60), Instant.now());
    List<String> arguments =
        new ArrayList<>(arguments(schedule, directory, 1, 1, 3, "100,0,0", "100,0,0"));
    arguments.addAll(List.of("--fail-at-parallelism.count", "3"));

    FlinkClient.Reply plan = client.plan(jar, arguments);
    FlinkClient.Reply run = client.run(jar, arguments, Optional.empty());

    assertThat(plan.status()).isEqualTo(200);
    assertThat(run.status()).isEqualTo(400);
    assertThat(run.body()).contains("asked to fail at parallelism 3 of count");
  }

  /** Records and times come out of one reply: two would be of different moments. */
  private static FlinkClient.Reply onceRead(double records, String job, String vertex) {
    return await()
        .atMost(DEADLINE)
        .until(() -> client.subtasks(job, vertex), reply -> reply.sum("read-records") >= records);
  }

  private static Optional<Double> pending(String job, String source) {
    return client.sum(job, source, "Source__source.pendingRecords");
  }

  private static String stopWithSavepoint(String job) {
    String trigger = client.stop(job);
    await().atMost(DEADLINE).until(() -> client.savepoint(job, trigger).isPresent());
    await().atMost(DEADLINE).until(() -> client.state(job).equals("FINISHED"));
    return client.savepoint(job, trigger).orElseThrow();
  }

  private static List<String> arguments(
      RateSchedule schedule,
      Path totals,
      int source,
      int splitter,
      int count,
      String costPerLine,
      String costPerWord) {
    List<String> rates = schedule.linesPerSecond().stream().map(String::valueOf).toList();
    return List.of(
        "--parallelism.source", String.valueOf(source),
        "--parallelism.splitter", String.valueOf(splitter),
        "--parallelism.count", String.valueOf(count),
        "--cost.splitter", costPerLine,
        "--cost.count", costPerWord,
        "--rates", String.join(",", rates),
        "--step-duration", schedule.stepDuration().toMillis() + "ms",
        "--start", String.valueOf(schedule.start().toEpochMilli()),
        "--seed", String.valueOf(CONTENT.seed()),
        "--keys", String.valueOf(CONTENT.keys()),
        "--totals", totals.toString());
  }
}
