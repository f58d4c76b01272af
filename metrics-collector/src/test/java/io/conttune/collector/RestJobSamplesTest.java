package io.conttune.collector;

import static io.conttune.collector.MonitoredRecording.SOURCE;
import static io.conttune.collector.MonitoredRecording.WORK;
import static io.conttune.collector.MonitoredRecording.metrics;
import static io.conttune.collector.MonitoredRecording.seen;
import static io.conttune.collector.MonitoredRecording.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A look reads some metrics of each vertex, and leaves others out. */
class RestJobSamplesTest {
  private final MonitoredRecording cluster = new MonitoredRecording();
  private final FakeFlink flink = cluster.flink();
  private final Recording recording = cluster.recording();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void leavesOutCountersThatAreNotComplete() throws Exception {
    ObjectNode job = recording.job();
    metrics(job, 1).put("read-records", 0).put("read-records-complete", false);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    VertexSample work = seen(cluster.monitor("lab").look()).samples().get(WORK);

    assertThat(work.recordsIn()).isEmpty();
    assertThat(work.recordsOut()).hasValue(2762);
    assertThat(work.accumulated()).isEmpty();
  }

  @Test
  void readsHowMuchWasSentToEachTargetWhereFlinkTells() throws Exception {
    ObjectNode job = recording.job();
    metrics(job, 0).putObject("write-records-per-target").put(Recording.WORK, 1_000);
    metrics(job, 1).putObject("write-records-per-target").put("sink", 2_762).put("late", 12);
    long written = metrics(job, 0).path("write-records").asLong();
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSnapshot snapshot = seen(cluster.monitor("lab").look());

    assertThat(snapshot.samples().get(WORK).recordsTo())
        .isEqualTo(Map.of(new OperatorId("sink"), 2_762L, new OperatorId("late"), 12L));
    // The answer that tells what the source read is newer: it had written 2900 by then.
    assertThat(snapshot.samples().get(SOURCE).recordsTo())
        .isEqualTo(Map.of(WORK, Math.round(1_000 * 2_900.0 / written)));
  }

  @Test
  void leavesOutWhatWasSentToATargetWhileTheCounterIsNotComplete() throws Exception {
    ObjectNode job = recording.job();
    metrics(job, 1).put("write-records-complete", false);
    metrics(job, 1).putObject("write-records-per-target").put("sink", 2_762);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThat(seen(cluster.monitor("lab").look()).samples().get(WORK).recordsTo()).isEmpty();
  }

  @Test
  void refusesARecordCountByTargetThatIsNone() {
    ObjectNode job = recording.job();
    metrics(job, 1).putObject("write-records-per-target").put("sink", "many");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> cluster.monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("write-records-per-target.sink, found \"many\"");
  }

  @Test
  void leavesOutTimesThatAreNotANumber() throws Exception {
    ObjectNode job = recording.job();
    metrics(job, 1).put("accumulated-busy-time", "NaN");
    flink.answer("/jobs/" + recording.jobId(), job.toString());
    FakeMetrics legacy = source().with("accumulateBusyTimeMs", "\"NaN\"", "\"NaN\"");
    flink.answer(recording.metricsPath(Recording.SOURCE), legacy);

    JobSnapshot snapshot = seen(cluster.monitor("lab").look());

    assertThat(snapshot.samples().get(WORK).accumulated()).isEmpty();
    assertThat(snapshot.samples().get(SOURCE).accumulated()).isEmpty();
    assertThat(snapshot.samples().get(SOURCE).recordsIn()).hasValue(2900);
  }

  @Test
  void leavesOutTimesOnceSomeSubtasksHaveFinished() throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(0).path("tasks")).put("FINISHED", 1).put("RUNNING", 1);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    VertexSample source = seen(cluster.monitor("lab").look()).samples().get(SOURCE);

    assertThat(source.state()).isEqualTo(VertexState.PARTLY_FINISHED);
    assertThat(source.accumulated()).isEmpty();
    assertThat(source.recordsIn()).hasValue(2900);
  }

  @Test
  void asksForNothingOfAFinishedVertex() throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(0)).put("status", "FINISHED");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSnapshot snapshot = seen(cluster.monitor("lab").look());

    assertThat(snapshot.samples().get(SOURCE).state()).isEqualTo(VertexState.FINISHED);
    assertThat(flink.takeRequests())
        .noneMatch(target -> target.contains(Recording.SOURCE + "/subtasks/metrics"));
  }

  @Test
  void asksForTheBusiestSubtaskOfAnOperatorThatMayBeUneven() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), busyFor(12_000, 8_000).toString());
    flink.answer(
        recording.metricsPath(Recording.WORK),
        "[{\"id\":\"accumulateBackPressuredTimeMs\",\"sum\":0,\"max\":0},"
            + "{\"id\":\"accumulateBusyTimeMs\",\"sum\":12000,\"max\":9000},"
            + "{\"id\":\"accumulateIdleTimeMs\",\"sum\":8000,\"max\":7000}]");

    VertexSample work = seen(cluster.monitor("lab").look()).samples().get(WORK);

    assertThat(work.busiest()).hasValue(new VertexSample.BusiestTime(9_000, 10_000));
    assertThat(flink.takeRequests()).anyMatch(target -> target.endsWith("&agg=sum,max"));
  }

  @Test
  void asksForNoBusiestSubtaskOfAnOperatorThatHasLittleToDo() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), busyFor(1_900, 18_100).toString());

    VertexSample work = seen(cluster.monitor("lab").look()).samples().get(WORK);

    assertThat(work.busiest()).isEmpty();
    assertThat(flink.takeRequests())
        .noneMatch(target -> target.startsWith("GET " + recording.metricsPath(Recording.WORK)));
  }

  @Test
  void goesOnWithoutTheBusiestSubtaskWhereFlinkRefusesToTell() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), busyFor(12_000, 8_000).toString());

    VertexSample work = seen(cluster.monitor("lab").look()).samples().get(WORK);

    assertThat(work.busiest()).isEmpty();
    assertThat(work.accumulated()).hasValue(new TaskTime(12_000, 8_000, 0));
  }

  /** The recorded job, in which the two subtasks of the second vertex were busy so long. */
  private ObjectNode busyFor(double busy, double idle) {
    ObjectNode job = recording.job();
    ObjectNode metrics = (ObjectNode) job.path("vertices").path(1).path("metrics");
    metrics.put("accumulated-busy-time", busy);
    metrics.put("accumulated-idle-time", idle);
    metrics.put("accumulated-backpressured-time", 0);
    return job;
  }

  @Test
  void leavesOutAMetricWithoutANameBesideThoseThatItWants() throws Exception {
    flink.answer(
        recording.metricsPath(Recording.SOURCE),
        "[{\"id\":\"\"},null,{\"id\":\"numRecordsOut\"},{\"id\":\"Source__src.numRecordsOut\"}]");

    assertThat(seen(cluster.monitor("lab").look()).samples()).containsKey(SOURCE);
  }

  @Test
  void knowsNothingOfASourceRightAfterAStart() throws Exception {
    flink.answer(recording.metricsPath(Recording.SOURCE), "[]");

    VertexSample source = seen(cluster.monitor("lab").look()).samples().get(SOURCE);

    assertThat(source.recordsIn()).isEmpty();
    assertThat(source.pendingRecords()).isEmpty();
  }

  @Test
  void distrustsSumsThatLackASubtask() throws Exception {
    FakeMetrics oneOfTwo = source().with("numRecordsOut", 1400);
    flink.answer(recording.metricsPath(Recording.SOURCE), oneOfTwo);

    VertexSample source = seen(cluster.monitor("lab").look()).samples().get(SOURCE);

    assertThat(source.recordsIn()).isEmpty();
    assertThat(source.pendingRecords()).isEmpty();
  }

  @Test
  void listsNamesAgainUntilPendingRecordsIsRegistered() throws Exception {
    String path = recording.metricsPath(Recording.SOURCE);
    RestJobMonitor monitor = cluster.monitor("lab");
    VertexSample before = seen(monitor.look()).samples().get(SOURCE);
    flink.answer(path, source().with("Source__src.pendingRecords", 12));
    VertexSample registered = seen(monitor.look()).samples().get(SOURCE);
    flink.takeRequests();
    seen(monitor.look());

    assertThat(before.pendingRecords()).isEmpty();
    assertThat(before.recordsIn()).hasValue(2900);
    assertThat(registered.pendingRecords()).hasValue(12);
    assertThat(flink.takeRequests())
        .filteredOn(target -> !target.endsWith("&agg=sum,max"))
        .hasSize(4)
        .doesNotContain("GET " + path);
  }

  @Test
  void listsNamesAgainWhenOneOfThemIsGone() throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    String path = recording.metricsPath(Recording.SOURCE);
    flink.answer(path, source().with("Source__src.pendingRecords", 12));
    seen(monitor.look());
    flink.answer(path, source());

    VertexSample withUnknownName = seen(monitor.look()).samples().get(SOURCE);
    VertexSample listedAgain = seen(monitor.look()).samples().get(SOURCE);

    assertThat(withUnknownName.recordsIn()).isEmpty();
    assertThat(listedAgain.recordsIn()).hasValue(2900);
  }

  @Test
  void tellsThePartitionsOfASourceOnceTwoListsOfItsNamesAgree() throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    FakeMetrics kafka = source().with("Source__src.pendingRecords", 12);
    for (int partition = 0; partition < 6; partition++) {
      kafka.with(
          "Source__src.KafkaSourceReader.topic.orders.partition.%d.currentOffset"
              .formatted(partition),
          40);
    }
    flink.answer(recording.metricsPath(Recording.SOURCE), kafka);

    List<OptionalInt> told = new ArrayList<>();
    for (int look = 0; look <= WantedMetrics.READS_OF_A_LIST; look++) {
      told.add(seen(monitor.look()).samples().get(SOURCE).partitions());
    }

    assertThat(told.subList(0, WantedMetrics.READS_OF_A_LIST)).containsOnly(OptionalInt.empty());
    assertThat(told.get(WantedMetrics.READS_OF_A_LIST)).hasValue(6);
  }

  @Test
  void addsUpPendingRecordsOfSeveralReaders() throws Exception {
    FakeMetrics two = source().with("Source__src.pendingRecords", 12).with("b.pendingRecords", 30);
    flink.answer(recording.metricsPath(Recording.SOURCE), two);

    assertThat(seen(cluster.monitor("lab").look()).samples().get(SOURCE).pendingRecords())
        .hasValue(42);
  }

  @Test
  void countsWhatASourceEmitsIfItDoesNotCountWhatItReads() throws Exception {
    FakeMetrics uncounted =
        source().with("Source__src.numRecordsIn", 0).with("Source__src.numRecordsOut", 1450);
    flink.answer(recording.metricsPath(Recording.SOURCE), uncounted);

    assertThat(seen(cluster.monitor("lab").look()).samples().get(SOURCE).recordsIn())
        .hasValue(1450);
  }

  @Test
  void staysWithTheCounterItChose() throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    String path = recording.metricsPath(Recording.SOURCE);
    FakeMetrics metrics = source().with("Source__src.numRecordsIn", 0);
    flink.answer(path, metrics.with("Source__src.numRecordsOut", 1450));
    seen(monitor.look());
    flink.answer(path, source().with("Source__src.numRecordsOut", 1500));

    assertThat(seen(monitor.look()).samples().get(SOURCE).recordsIn()).hasValue(1500);
  }

  @Test
  void takesTimesFromTheMetricsOfAPatchedOldVersion() throws Exception {
    Recording old = Recording.of("1.12.7");
    old.play(flink);
    for (String vertex : List.of(Recording.SOURCE, Recording.WORK, Recording.AGG)) {
      flink.answer(
          old.metricsPath(vertex), source().with("numRecordsIn", 2300).with("numRecordsOut", 2300));
    }

    VertexSample work = seen(cluster.monitor("lab").look()).samples().get(WORK);

    assertThat(work.accumulated()).contains(new TaskTime(1800, 17000, 40));
    assertThat(work.recordsIn()).hasValue(2300);
  }

  @Test
  void readsGaugesOfALegacySource() throws Exception {
    FakeMetrics legacy =
        source()
            .with("busyTimeMsPerSecond", "\"NaN\"", "\"NaN\"")
            .with("idleTimeMsPerSecond", 0)
            .with("backPressuredTimeMsPerSecond", 0)
            .with("numRecordsInPerSecond", 0)
            .with("numRecordsOutPerSecond", 90)
            .with("Source__src.numRecordsInPerSecond", 0)
            .with("Source__src.numRecordsOutPerSecond", 30);
    flink.answer(recording.metricsPath(Recording.SOURCE), legacy);
    flink.answer(recording.metricsPath(Recording.WORK), "[]");
    flink.answer(recording.metricsPath(Recording.AGG), "[]");

    VertexSample.Gauges gauges =
        seen(cluster.monitor("lab", MetricSource.GAUGES).look()).samples().get(SOURCE).gauges();

    assertThat(gauges.time()).isEmpty();
    assertThat(gauges.recordsInPerSecond()).hasValue(30);
    assertThat(gauges.recordsOutPerSecond()).hasValue(90);
  }
}
