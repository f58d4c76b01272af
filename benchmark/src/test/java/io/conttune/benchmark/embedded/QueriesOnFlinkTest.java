package io.conttune.benchmark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.launch.Queries;
import io.conttune.benchmark.jobs.launch.QueryCommandLine;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.ledger.Totals;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueriesOnFlinkTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

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

  static Stream<String> queries() {
    return Queries.ALL.stream().map(Query::name);
  }

  /**
   * All of the input is due already. In the first run an operator that is slow keeps the job from
   * reading all of it before it is stopped, and a pause after it keeps sources from ending, in the
   * middle of which a stop may fail; the second run is as fast as it can be.
   */
  @ParameterizedTest
  @MethodSource("queries")
  void hasTheResultsOfThePlainComputationOverAStopAtAnotherParallelism(String name)
      throws IOException {
    Query query = Queries.named(name);
    Path totals = directory.resolve("totals-of-" + name);
    long start = Instant.now().minusSeconds(31).toEpochMilli();
    List<String> small = arguments(query, totals, start, 2, 2);
    small.set(small.indexOf("1,2"), "1,2,0,0,0,0");
    small.addAll(List.of("--cost." + query.operators().get(0), "300,0,0"));
    List<String> large = arguments(query, totals, start, 3, 5);

    String first = client.run(jar, small, Optional.empty()).field("jobid");
    String source = query.sources().get(0);
    String vertex = client.vertex(first, "Source: " + source);
    await()
        .atMost(DEADLINE)
        .until(() -> metric(first, vertex, source, "numRecordsIn").orElse(0.0) > 500);
    assertThat(metric(first, vertex, source, "pendingRecords").orElseThrow()).isPositive();
    String savepoint = stopWithSavepoint(first);
    assertThat(totals).doesNotExist();

    String second = client.run(jar, large, Optional.of(savepoint)).field("jobid");
    await().atMost(DEADLINE).until(() -> client.state(second).equals("FINISHED"));

    ResultLedger expected = QueryCommandLine.parse(large.toArray(String[]::new)).expected();
    Totals counted = Totals.read(totals);
    assertThat(expected.results()).isGreaterThan(20);
    assertThat(TotalsAudit.compare(expected, counted.ledger()))
        .isEqualTo(TotalsAudit.flawless(expected));
    assertThat(counted.latency().size()).isPositive();
    assertThat(totals).isDirectoryNotContaining("glob:**.tmp");
    assertThat(totals.resolve("totals-4.bin")).exists();
  }

  @Test
  void isBusyForWhatTheCurveSaysARecordCosts() {
    // At parallelism 4: 40 * 4 / (1 + 0.05 * 3 + 0.002 * 12) = 136.3 lines/s, 29.35 ms a line.
    List<String> arguments =
        wordCount("--rates", "100,100", "--parallelism.splitter", "4", "--cost.splitter");
    arguments.add("40,0.05,0.002");

    String job = client.run(jar, arguments, Optional.empty()).field("jobid");
    String splitter = client.vertex(job, "splitter");
    // Where the machine is busy otherwise, a park takes longer than it should: a quiet span tells.
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> assertThat(busyMillisPerLine(job, splitter)).isCloseTo(29.35, within(2.9)));
    client.cancel(job);
  }

  private static double busyMillisPerLine(String job, String splitter) {
    FlinkClient.Reply before = onceRead(100, job, splitter);
    FlinkClient.Reply after = onceRead(before.sum("read-records") + 200, job, splitter);
    double lines = after.sum("read-records") - before.sum("read-records");
    double busy = after.sum("accumulated-busy-time") - before.sum("accumulated-busy-time");
    return busy / lines;
  }

  @Test
  void failsALaunchWhenAskedToButNotItsDryRun() {
    List<String> arguments =
        wordCount("--rates", "1", "--parallelism.count", "3", "--fail-at-parallelism.count", "3");

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

  private static Optional<Double> metric(String job, String vertex, String source, String name) {
    return client.sum(job, vertex, "Source__" + source + "." + name);
  }

  private static String stopWithSavepoint(String job) {
    String trigger = client.stop(job);
    await().atMost(DEADLINE).until(() -> client.savepoint(job, trigger).isPresent());
    await().atMost(DEADLINE).until(() -> client.state(job).equals("FINISHED"));
    return client.savepoint(job, trigger).orElseThrow();
  }

  /** Half a minute of input at about 100 records/s. */
  private static List<String> arguments(
      Query query, Path totals, long start, int sources, int operators) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--query",
                query.name(),
                "--rates",
                "1,2",
                "--step-duration",
                "15s",
                "--start",
                String.valueOf(start),
                "--seed",
                "7",
                "--keys",
                "500",
                "--totals",
                totals.toString()));
    for (String source : query.sources()) {
      arguments.addAll(List.of("--parallelism." + source, String.valueOf(sources)));
      arguments.addAll(List.of("--unit-rate." + source, source.equals("persons") ? "15" : "70"));
    }
    for (String operator : query.operators()) {
      arguments.addAll(List.of("--parallelism." + operator, String.valueOf(operators)));
    }
    return arguments;
  }

  private static List<String> wordCount(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--query",
                "wordcount",
                "--start",
                String.valueOf(Instant.now().toEpochMilli()),
                "--totals",
                directory.resolve("unused").toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }
}
