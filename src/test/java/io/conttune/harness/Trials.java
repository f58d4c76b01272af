package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import io.conttune.harness.Trial.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Carries the rows of a table out on one cluster, several at a time, each with its own job. */
final class Trials implements AutoCloseable {
  private static final int SLOTS = 20;

  private final AuditedCluster cluster;
  private final Path directory;
  private final ExecutorService threads;
  private final Table table;

  private Trials(AuditedCluster cluster, Path directory, Table table, int atATime) {
    this.threads = Executors.newFixedThreadPool(atATime);
    this.cluster = cluster;
    this.directory = directory;
    this.table = table;
  }

  static Trials on(FlinkRelease release, Path directory, String name, int atATime)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Table table =
        new Table(
            name + "-" + release,
            List.of(
                "rescale",
                "new parallelism",
                "what happened",
                "ended",
                "parallelism",
                "state lost / twice",
                "transactional",
                "plain",
                "replayed",
                "seconds",
                "what the controller says"));
    AuditedCluster cluster = AuditedCluster.start(release, directory, Map.of(), 1, SLOTS);
    return new Trials(cluster, directory, table, atATime);
  }

  /** A test for each row; all of them are under way when this returns. */
  Stream<DynamicTest> tests(List<Row> rows) {
    List<Future<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int place = i;
      outcomes.add(threads.submit(() -> carryOut(place, rows.get(place))));
    }
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    rows.get(i).toString(), () -> check(rows.get(i), outcomes.get(i))));
  }

  private Outcome carryOut(int place, Row row)
      throws IOException, FlinkUnavailableException, InterruptedException {
    long begin = System.nanoTime();
    try (Trial trial = Trial.start(cluster, directory, "job-" + place, row.config())) {
      row.act().play(trial);
      trial.awaitEnd();
      Outcome outcome = trial.finish();
      table.add(place, cells(row, outcome, (System.nanoTime() - begin) / 1e9));
      return outcome;
    }
  }

  private static List<String> cells(Row row, Outcome outcome, double seconds) {
    Audit audit = outcome.audit();
    return List.of(
        row.mode(),
        row.config().route().toString(),
        row.what(),
        outcome.stage(),
        String.valueOf(outcome.parallelism()),
        audit.state().toString(),
        audit.transactional().toString(),
        audit.plain().toString(),
        String.valueOf(audit.replayed()),
        "%.1f".formatted(seconds),
        outcome.note());
  }

  private static void check(Row row, Future<Outcome> future) throws InterruptedException {
    Outcome outcome = outcome(future);
    boolean verified = outcome.stage().equals("VERIFIED");
    assertThat(outcome.stage()).as(outcome.note()).isIn(row.ends());
    assertThat(outcome.parallelism())
        .isEqualTo(verified ? row.config().wanted() : row.config().former());
    assertThat(outcome.audit().isFlawless()).as(outcome.audit().toString()).isTrue();
  }

  private static Outcome outcome(Future<Outcome> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    cluster.close();
  }

  void writeTable() throws IOException {
    table.write();
  }
}
