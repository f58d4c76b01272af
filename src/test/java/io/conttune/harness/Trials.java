package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import io.conttune.harness.Trial.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Carries the rows of a table out on one cluster, several at a time, each with its own job. */
final class Trials implements AutoCloseable {
  private static final int SLOTS = 20;
  private static final String SECONDS = "%.1f";

  private static final List<String> COLUMNS =
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
          "what the controller says");

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
    return on(release, directory, name, atATime, Map.of());
  }

  /**
   * Starts a cluster for the rows of a table.
   *
   * @param name of the table
   * @param atATime how many rows are carried out at once
   * @param settings of Flink, over those that every audited cluster has
   */
  static Trials on(
      FlinkRelease release, Path directory, String name, int atATime, Map<String, String> settings)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Table table = new Table(name + "-" + release, COLUMNS);
    AuditedCluster cluster = AuditedCluster.start(release, directory, settings, 1, SLOTS);
    return new Trials(cluster, directory, table, atATime);
  }

  /** The cluster, which the rows share. */
  AuditedCluster cluster() {
    return cluster;
  }

  /** An existing directory, for what jobs write. */
  Path directory() {
    return directory;
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

  /** The kinds of calls that a rescale makes when nothing goes wrong. */
  Set<String> calls(TrialConfig config)
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (Trial trial = Trial.start(cluster, directory, "calls", config)) {
      trial.startLastController();
      trial.awaitEnd();
      return trial.proxy().calls().stream()
          .map(call -> CallPattern.of(call).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Outcome carryOut(int place, Row row)
      throws IOException, FlinkUnavailableException, InterruptedException {
    long begin = System.nanoTime();
    Optional<Outcome> outcome = Optional.empty();
    try (Trial trial = Trial.start(cluster, directory, "job-" + place, row.config())) {
      outcome = Optional.of(outcome(row, trial));
      return outcome.get();
    } finally {
      double seconds = (System.nanoTime() - begin) / 1e9;
      table.add(
          place,
          outcome
              .map(ended -> cells(row, ended, seconds))
              .orElseGet(() -> cellsWithoutEnd(row, seconds)));
    }
  }

  private static Outcome outcome(Row row, Trial trial)
      throws IOException, FlinkUnavailableException, InterruptedException {
    try {
      row.act().play(trial);
      trial.awaitEnd();
      trial.proxy().awaitAll(AuditedCluster.DEADLINE);
      return trial.finish();
    } catch (AssertionError | ConditionTimeoutException e) {
      String said =
          trial.heard().stream()
              .filter(line -> !line.path("event").asText().startsWith("metrics"))
              .map(JsonNode::toString)
              .collect(Collectors.joining("\n"));
      throw new AssertionError(e.getMessage() + "\nthe controllers said\n" + said, e);
    }
  }

  /** A row that did not come to its end is a row of the table too. */
  private static List<String> cellsWithoutEnd(Row row, double seconds) {
    List<String> cells = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
    cells.set(0, row.config().kind());
    cells.set(1, row.config().route().toString());
    cells.set(2, row.what());
    cells.set(3, "NOT SEEN TO END");
    cells.set(COLUMNS.indexOf("seconds"), SECONDS.formatted(seconds));
    return cells;
  }

  private List<String> cells(Row row, Outcome outcome, double seconds) {
    Audit audit = outcome.audit();
    return List.of(
        row.config().kind(),
        row.config().route().toString(),
        row.what(),
        outcome.stage(),
        String.valueOf(outcome.parallelism()),
        audit.state().toString(),
        audit.transactional().toString(),
        audit.plain().toString(),
        String.valueOf(audit.replayed()),
        SECONDS.formatted(seconds),
        outcome.note().replace(directory.toString(), ""));
  }

  private static void check(Row row, Future<Outcome> future) throws InterruptedException {
    Outcome outcome = outcome(future);
    boolean verified = outcome.stage().equals("VERIFIED");
    assertThat(outcome.stage()).as(outcome.note()).isIn(row.ends());
    assertThat(outcome.parallelism())
        .isEqualTo(verified ? row.config().wanted() : row.config().former());
    assertThat(outcome.note()).contains(row.says());
    assertThat(outcome.audit().isFlawless()).as(outcome.audit().toString()).isTrue();
    row.more().accept(outcome);
    if (!row.mayReplay()) {
      assertThat(outcome.audit().replayed()).as(outcome.audit().toString()).isZero();
    }
  }

  private static Outcome outcome(Future<Outcome> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TestAbortedException cannotBeDoneHere) {
        throw cannotBeDoneHere;
      }
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Writes the table and ends the cluster. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    try (cluster) {
      table.write();
    }
  }
}
