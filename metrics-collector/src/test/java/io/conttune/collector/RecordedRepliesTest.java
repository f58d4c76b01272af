package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.SettableClock;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobSighting.Seen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays what 13 versions of Flink answered about one job, {@code src → map | work | agg → sink}
 * at parallelism 2. Recorded are names of metrics but no values of them; those are laid down here.
 */
class RecordedRepliesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final OperatorId SOURCE = new OperatorId(Recording.SOURCE);
  private static final OperatorId WORK = new OperatorId(Recording.WORK);
  private static final OperatorId AGG = new OperatorId(Recording.AGG);

  private final FakeFlink flink = new FakeFlink();

  @AfterEach
  void close() {
    flink.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.12.7", "1.13.6", "1.14.6", "1.15.4", "1.16.3", "1.17.2", "1.18.1", "1.19.3", "1.20.5",
        "2.0.2", "2.1.3", "2.2.1", "2.3.0"
      })
  void readsVersionGraphAndSlots(String version) throws Exception {
    JobSnapshot snapshot = play(version, MetricSource.AUTO);

    JobGraph graph = snapshot.graph();
    assertThat(FlinkVersion.of(rest())).hasToString(version);
    assertThat(snapshot.jobName()).isEqualTo("lab");
    assertThat(snapshot.state()).isEqualTo(JobState.RUNNING);
    assertThat(snapshot.slots().total()).isEqualTo(4);
    assertThat(snapshot.slots().available()).isEqualTo(2);
    assertThat(snapshot.slots().perTaskManager()).isPresent();
    assertThat(graph.vertices()).extracting(v -> v.id()).containsExactly(SOURCE, WORK, AGG);
    assertThat(graph.parallelism().values()).containsExactly(2, 2, 2);
    assertThat(graph.vertex(WORK).maxParallelism())
        .isEqualTo(version.startsWith("1.12") ? OptionalInt.empty() : OptionalInt.of(128));
    assertThat(graph.vertex(SOURCE).name()).isEqualTo("Source: src -> map");
    assertThat(graph.vertex(SOURCE).operators()).containsExactly("Source: src", "map");
    assertThat(graph.vertex(WORK).operators()).containsExactly("work");
    assertThat(graph.vertex(AGG).operators()).containsExactly("agg", "sink");
    assertThat(graph.edges())
        .containsExactlyInAnyOrder(
            new JobEdge(SOURCE, WORK, ShipStrategy.HASH),
            new JobEdge(WORK, AGG, ShipStrategy.HASH));
    assertThat(snapshot.samples().values())
        .extracting(VertexSample::state)
        .containsOnly(VertexState.RUNNING);
    assertThat(snapshot.sharing().isTold()).isEqualTo(tellsGroups(version));
    assertThat(snapshot.sharing().slots(graph.parallelism())).isEqualTo(2);
  }

  private static boolean tellsGroups(String version) {
    return version.startsWith("1.20") || version.startsWith("2.");
  }

  @ParameterizedTest
  @CsvSource({
    "1.12.7, 2176, 2176, 2172, 10359",
    "1.13.6, 2082, 2082, 2066, 10177",
    "1.14.6, 2080, 2080, 2071, 10209",
    "1.15.4, 2112, 2112, 2097, 10295",
    "1.16.3, 2232, 2230, 2210, 10304",
    "1.17.2, 2112, 2112, 2101, 10250",
    "1.18.1, 2120, 2118, 2105, 10309",
    "1.19.3, 2200, 2199, 2176, 10234",
    "1.20.5, 2763, 2762, 2745, 13473",
    "2.0.2, 2134, 2132, 2125, 10254",
    "2.1.3, 2128, 2128, 2112, 10253",
    "2.2.1, 2506, 2504, 2488, 11224",
    "2.3.0, 2128, 2127, 2112, 10246"
  })
  void readsCountersAndTheTimeOfRunning(
      String version, long workIn, long workOut, long aggIn, long age) throws Exception {
    JobSnapshot snapshot = play(version, MetricSource.AUTO);

    assertThat(snapshot.samples().get(WORK).recordsIn()).hasValue(workIn);
    assertThat(snapshot.samples().get(WORK).recordsOut()).hasValue(workOut);
    assertThat(snapshot.samples().get(AGG).recordsIn()).hasValue(aggIn);
    assertThat(snapshot.samples().get(AGG).recordsOut()).hasValue(0);
    assertThat(snapshot.takenAt()).isEqualTo(NOW);
    assertThat(snapshot.runningSince()).isEqualTo(NOW.minusMillis(age));
  }

  @ParameterizedTest
  @CsvSource({
    "1.16.3, 12232, 5781",
    "1.17.2, 11280, 7167",
    "1.18.1, 11293, 6941",
    "1.19.3, 11804, 5563",
    "1.20.5, 16199, 2313",
    "2.0.2, 11285, 7157",
    "2.1.3, 11246, 7465",
    "2.2.1, 15101, 490",
    "2.3.0, 11278, 6516"
  })
  void readsAccumulatedTimesWithoutAskingForGauges(String version, double busy, double idle)
      throws Exception {
    JobSnapshot snapshot = play(version, MetricSource.AUTO);

    VertexSample work = snapshot.samples().get(WORK);
    assertThat(work.accumulated()).contains(new TaskTime(busy, idle, 0));
    assertThat(work.gauges()).isEqualTo(VertexSample.Gauges.NONE);
    assertThat(snapshot.samples().get(SOURCE).recordsIn()).hasValue(5000);
    assertThat(snapshot.samples().get(SOURCE).accumulated()).contains(new TaskTime(800, 9200, 0));
    assertThat(snapshot.samples().get(SOURCE).pendingRecords()).hasValue(77);
    assertThat(flink.takeRequests())
        .filteredOn(target -> !target.endsWith("&agg=sum,max"))
        .hasSize(5)
        .noneMatch(target -> target.contains(Recording.WORK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.13.6", "1.14.6", "1.15.4"})
  void readsGaugesWhereThereAreNoAccumulatedTimes(String version) throws Exception {
    JobSnapshot snapshot = play(version, MetricSource.AUTO);

    VertexSample work = snapshot.samples().get(WORK);
    TaskTime time = work.gauges().time().orElseThrow();
    assertThat(work.accumulated()).isEmpty();
    assertThat(time.busy()).isCloseTo(0.35, within(1e-9));
    assertThat(time.idle()).isCloseTo(0.6, within(1e-9));
    assertThat(time.backPressured()).isCloseTo(0.05, within(1e-9));
    assertThat(work.gauges().recordsInPerSecond()).hasValue(210);
    assertThat(snapshot.samples().get(SOURCE).gauges().recordsInPerSecond()).hasValue(220);
    assertThat(snapshot.samples().get(SOURCE).pendingRecords().isPresent())
        .isEqualTo(!version.startsWith("1.13"));
  }

  @ParameterizedTest
  @ValueSource(strings = "1.12.7")
  void findsNoUsefulTimeOnAnUnpatchedOldVersion(String version) throws Exception {
    JobSnapshot snapshot = play(version, MetricSource.AUTO);

    assertThat(snapshot.samples().get(WORK).accumulated()).isEmpty();
    assertThat(snapshot.samples().get(WORK).gauges().time()).isEmpty();
    assertThat(new MetricsWindow(WindowSettings.DEFAULT).add(aged(snapshot)))
        .isInstanceOfSatisfying(
            WindowResult.NotReady.class,
            answer -> {
              assertThat(answer.cause()).isEqualTo(NotReadyCause.METRIC_MISSING);
              assertThat(answer.reason())
                  .contains("job vertex 'work' (" + WORK + ")")
                  .contains("busyTimeMsPerSecond")
                  .contains("patch");
            });
  }

  private JobSnapshot play(String version, MetricSource source) throws Exception {
    Recording recording = Recording.of(version);
    recording.play(flink);
    List<String> work = recording.names("m_work");
    List<String> tail = work.stream().filter(name -> !name.startsWith("work.")).toList();
    flink.answer(recording.metricsPath(Recording.SOURCE), source(recording.names("m_source")));
    flink.answer(recording.metricsPath(Recording.WORK), gauges(work));
    flink.answer(recording.metricsPath(Recording.AGG), gauges(tail));
    return ((Seen) new RestJobMonitor(rest(), lab(), source, new SettableClock(NOW)).look())
        .snapshot();
  }

  private static FakeMetrics source(List<String> names) {
    FakeMetrics metrics = gauges(names);
    override(metrics, names, "Source__src.numRecordsIn", 5000);
    override(metrics, names, "Source__src.numRecordsInPerSecond", 220);
    override(metrics, names, "Source__src.pendingRecords", 77);
    override(metrics, names, "numRecordsOut", 5000);
    override(metrics, names, "accumulateBusyTimeMs", 800);
    override(metrics, names, "accumulateIdleTimeMs", 9200);
    return metrics;
  }

  private static FakeMetrics gauges(List<String> names) {
    FakeMetrics metrics = new FakeMetrics().with(names);
    override(metrics, names, "busyTimeMsPerSecond", 700);
    override(metrics, names, "idleTimeMsPerSecond", 1200);
    override(metrics, names, "backPressuredTimeMsPerSecond", 100);
    override(metrics, names, "numRecordsInPerSecond", 210);
    return metrics;
  }

  /** Gives a value to a metric if this version has it. */
  private static void override(FakeMetrics metrics, List<String> names, String name, double sum) {
    if (names.contains(name)) {
      metrics.with(name, sum);
    }
  }

  private static JobSnapshot aged(JobSnapshot snapshot) {
    return new JobSnapshot(
        snapshot.jobId(),
        snapshot.jobName(),
        snapshot.state(),
        snapshot.takenAt(),
        snapshot.takenAt().minus(Duration.ofHours(1)),
        snapshot.graph(),
        snapshot.samples(),
        snapshot.slots());
  }

  private FlinkRest rest() {
    return new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
  }

  private static JobSelector lab() {
    return new JobSelector("lab");
  }
}
