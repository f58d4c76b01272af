package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSighting.Seen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestJobMonitorTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final OperatorId SOURCE = new OperatorId(Recording.SOURCE);
  private static final OperatorId WORK = new OperatorId(Recording.WORK);

  private final FakeFlink flink = new FakeFlink();
  private final Recording recording = Recording.of("1.20.5");
  private final SettableClock clock = new SettableClock(START);

  @BeforeEach
  void playTheRecording() {
    recording.play(flink);
    flink.answer(recording.metricsPath(Recording.SOURCE), source());
  }

  @AfterEach
  void close() {
    flink.close();
  }

  @Test
  void findsAJobByItsId() throws Exception {
    JobSnapshot snapshot = seen(monitor(recording.jobId()).look());

    assertThat(snapshot.jobName()).isEqualTo("lab");
  }

  @Test
  void saysWhichJobsThereAreWhenNoneMatches() throws Exception {
    JobSighting sighting = monitor("orders").look();

    assertThat(reason(sighting))
        .contains("'orders'")
        .contains("job 'lab' (" + recording.jobId() + ") RUNNING");
  }

  @Test
  void saysHowTheLastJobOfThatNameEnded() throws Exception {
    flink.answer(
        "/jobs/overview", overview(job("a1", "lab", "FAILED", 1), job("a2", "lab", "CANCELED", 2)));

    JobSighting sighting = monitor("lab").look();

    assertThat(reason(sighting)).contains("the last one, a2, is CANCELED");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Ended("a2", JobState.CANCELED));
  }

  @Test
  void picksTheLiveJobAmongEndedOnesOfItsName() throws Exception {
    flink.answer(
        "/jobs/overview",
        overview(
            job("a1", "lab", "FINISHED", 1),
            job(recording.jobId(), "lab", "RUNNING", 2),
            job("a3", "lab", "FAILED", 3)));

    assertThat(seen(monitor("lab").look()).jobId()).isEqualTo(recording.jobId());
  }

  @Test
  void refusesToChooseBetweenTwoLiveJobsOfOneName() throws Exception {
    flink.answer(
        "/jobs/overview", overview(job("a2", "lab", "RUNNING", 1), job("a1", "lab", "CREATED", 2)));

    JobSighting sighting = monitor("lab").look();

    assertThat(reason(sighting))
        .contains("2 live jobs match")
        .contains("cancel all but one: job 'lab' (a2) RUNNING, job 'lab' (a1) CREATED");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Several(List.of("a1", "a2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jid\":\"b1\",\"name\":\"\",\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"jid\":\"b1\",\"name\":\"  \",\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"jid\":\"b1\",\"name\":null,\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"name\":\"other\",\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"jid\":\"b1\",\"name\":\"other\",\"state\":7}",
        "{}",
        "\"b1\"",
        "null"
      })
  void followsItsJobBesideAnEntryThatItCannotRead(String foreign) throws Exception {
    flink.answer("/jobs/overview", overview(foreign, job(recording.jobId(), "lab", "RUNNING", 2)));

    assertThat(seen(monitor("lab").look()).jobId()).isEqualTo(recording.jobId());
  }

  @Test
  void notesEntriesThatItCannotReadWhereItsJobIsNotFound() throws Exception {
    flink.answer("/jobs/overview", overview(job("a1", "lab", "RUNNING", 1), "{\"jid\":\"b1\"}"));

    JobSighting sighting = monitor("orders").look();

    assertThat(reason(sighting))
        .contains("1 entry of the job list cannot be read")
        .contains("expected a text at jobs[1].state, found nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jid\":\"a1\",\"name\":\"lab\",\"start-time\":1}",
        "{\"name\":\"lab\",\"state\":\"RUNNING\",\"start-time\":1}"
      })
  void knowsNothingWhereTheEntryOfItsOwnJobCannotBeRead(String own) {
    flink.answer("/jobs/overview", overview(own));

    assertThatThrownBy(() -> monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/overview: expected a text at jobs[0].");
  }

  @Test
  void followsAJobWithAVertexWithoutAName() throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(1)).put("name", " ");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSnapshot snapshot = seen(monitor("lab").look());

    assertThat(snapshot.graph().vertex(WORK).name()).isEqualTo("unnamed 674df9b0");
    assertThat(snapshot.samples().get(WORK).recordsIn()).isPresent();
  }

  @Test
  void asksForANameWhereItsJobHasNone() throws Exception {
    flink.answer("/jobs/overview", overview(job(recording.jobId(), "", "RUNNING", 1)));

    JobSighting sighting = monitor(recording.jobId()).look();

    assertThat(reason(sighting))
        .contains("job without a name (" + recording.jobId() + ")")
        .contains("give it one in StreamExecutionEnvironment.execute");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Untunable(recording.jobId()));
  }

  @Test
  void shortensLongNamesOfOtherJobsAndEscapesThem() throws Exception {
    flink.answer(
        "/jobs/overview",
        overview(job("a1", "insert-" + "x".repeat(5000), "RUNNING", 1))
            .replace("insert-", "insert\\u001b[2J\\n"));

    JobSighting sighting = monitor("orders").look();

    assertThat(reason(sighting)).hasSizeLessThan(300).contains("'insert\\u001b[2J xxx");
  }

  @ParameterizedTest
  @CsvSource({"1.20.5, job-type", "1.14.6, plan.type"})
  void refusesBatchJobs(String version, String field) throws Exception {
    Recording played = Recording.of(version);
    played.play(flink);
    ObjectNode job = played.job();
    if (field.equals("job-type")) {
      job.put("job-type", "BATCH");
    } else {
      ((ObjectNode) job.path("plan")).put("type", "BATCH");
    }
    flink.answer("/jobs/" + played.jobId(), job.toString());

    JobSighting sighting = monitor("lab").look();

    assertThat(reason(sighting)).contains("BATCH");
    assertThat(sighting.live()).containsExactly(played.jobId());
  }

  @Test
  void believesTheDetailsWhenTheListIsACachedOne() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), recording.job().put("state", "FINISHED").toString());

    JobSighting sighting = monitor("lab").look();

    assertThat(reason(sighting)).contains("has ended: FINISHED");
    assertThat(cause(sighting))
        .isEqualTo(new JobSighting.Ended(recording.jobId(), JobState.FINISHED));
  }

  @Test
  void showsARestartingJobWithoutAskingForMetrics() throws Exception {
    flink.answer(
        "/jobs/" + recording.jobId(), recording.job().put("state", "RESTARTING").toString());

    JobSnapshot snapshot = seen(monitor("lab").look());

    assertThat(snapshot.state()).isEqualTo(JobState.TRANSITIONAL);
    assertThat(flink.takeRequests()).noneMatch(target -> target.contains("metrics"));
  }

  @Test
  void waitsForAJobThatHasNoVerticesYetAndKnowsThatItIsLive() throws Exception {
    ObjectNode job = recording.job().put("state", "INITIALIZING");
    job.putArray("vertices");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSighting sighting = monitor("lab").look();

    assertThat(reason(sighting)).contains("is starting");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Untunable(recording.jobId()));
    assertThat(sighting.live()).containsExactly(recording.jobId());
  }

  @Test
  void leavesOutCountersThatAreNotComplete() throws Exception {
    ObjectNode job = recording.job();
    metrics(job, 1).put("read-records", 0).put("read-records-complete", false);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    VertexSample work = seen(monitor("lab").look()).samples().get(WORK);

    assertThat(work.recordsIn()).isEmpty();
    assertThat(work.recordsOut()).hasValue(2762);
    assertThat(work.accumulated()).isEmpty();
  }

  @Test
  void leavesOutTimesThatAreNotANumber() throws Exception {
    ObjectNode job = recording.job();
    metrics(job, 1).put("accumulated-busy-time", "NaN");
    flink.answer("/jobs/" + recording.jobId(), job.toString());
    FakeMetrics legacy = source().with("accumulateBusyTimeMs", "\"NaN\"", "\"NaN\"");
    flink.answer(recording.metricsPath(Recording.SOURCE), legacy);

    JobSnapshot snapshot = seen(monitor("lab").look());

    assertThat(snapshot.samples().get(WORK).accumulated()).isEmpty();
    assertThat(snapshot.samples().get(SOURCE).accumulated()).isEmpty();
    assertThat(snapshot.samples().get(SOURCE).recordsIn()).hasValue(2900);
  }

  @Test
  void leavesOutTimesOnceSomeSubtasksHaveFinished() throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(0).path("tasks")).put("FINISHED", 1).put("RUNNING", 1);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    VertexSample source = seen(monitor("lab").look()).samples().get(SOURCE);

    assertThat(source.state()).isEqualTo(VertexState.PARTLY_FINISHED);
    assertThat(source.accumulated()).isEmpty();
    assertThat(source.recordsIn()).hasValue(2900);
  }

  @Test
  void asksForNothingOfAFinishedVertex() throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(0)).put("status", "FINISHED");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSnapshot snapshot = seen(monitor("lab").look());

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

    VertexSample work = seen(monitor("lab").look()).samples().get(WORK);

    assertThat(work.busiest()).hasValue(new VertexSample.BusiestTime(9_000, 10_000));
    assertThat(flink.takeRequests()).anyMatch(target -> target.endsWith("&agg=sum,max"));
  }

  @Test
  void asksForNoBusiestSubtaskOfAnOperatorThatHasLittleToDo() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), busyFor(1_900, 18_100).toString());

    VertexSample work = seen(monitor("lab").look()).samples().get(WORK);

    assertThat(work.busiest()).isEmpty();
    assertThat(flink.takeRequests())
        .noneMatch(target -> target.startsWith("GET " + recording.metricsPath(Recording.WORK)));
  }

  @Test
  void goesOnWithoutTheBusiestSubtaskWhereFlinkRefusesToTell() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), busyFor(12_000, 8_000).toString());

    VertexSample work = seen(monitor("lab").look()).samples().get(WORK);

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

    assertThat(seen(monitor("lab").look()).samples()).containsKey(SOURCE);
  }

  @Test
  void knowsNothingOfASourceRightAfterAStart() throws Exception {
    flink.answer(recording.metricsPath(Recording.SOURCE), "[]");

    VertexSample source = seen(monitor("lab").look()).samples().get(SOURCE);

    assertThat(source.recordsIn()).isEmpty();
    assertThat(source.pendingRecords()).isEmpty();
  }

  @Test
  void distrustsSumsThatLackASubtask() throws Exception {
    FakeMetrics oneOfTwo = source().with("numRecordsOut", 1400);
    flink.answer(recording.metricsPath(Recording.SOURCE), oneOfTwo);

    VertexSample source = seen(monitor("lab").look()).samples().get(SOURCE);

    assertThat(source.recordsIn()).isEmpty();
    assertThat(source.pendingRecords()).isEmpty();
  }

  @Test
  void listsNamesAgainUntilPendingRecordsIsRegistered() throws Exception {
    String path = recording.metricsPath(Recording.SOURCE);
    RestJobMonitor monitor = monitor("lab");
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
    RestJobMonitor monitor = monitor("lab");
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
  void addsUpPendingRecordsOfSeveralReaders() throws Exception {
    FakeMetrics two = source().with("Source__src.pendingRecords", 12).with("b.pendingRecords", 30);
    flink.answer(recording.metricsPath(Recording.SOURCE), two);

    assertThat(seen(monitor("lab").look()).samples().get(SOURCE).pendingRecords()).hasValue(42);
  }

  @Test
  void countsWhatASourceEmitsIfItDoesNotCountWhatItReads() throws Exception {
    FakeMetrics uncounted =
        source().with("Source__src.numRecordsIn", 0).with("Source__src.numRecordsOut", 1450);
    flink.answer(recording.metricsPath(Recording.SOURCE), uncounted);

    assertThat(seen(monitor("lab").look()).samples().get(SOURCE).recordsIn()).hasValue(1450);
  }

  @Test
  void staysWithTheCounterItChose() throws Exception {
    RestJobMonitor monitor = monitor("lab");
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

    VertexSample work = seen(monitor("lab").look()).samples().get(WORK);

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
        seen(monitor("lab", MetricSource.GAUGES).look()).samples().get(SOURCE).gauges();

    assertThat(gauges.time()).isEmpty();
    assertThat(gauges.recordsInPerSecond()).hasValue(30);
    assertThat(gauges.recordsOutPerSecond()).hasValue(90);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void takesARunForAnotherWhenTheTimeOfDayJumps(int hours) throws Exception {
    RestJobMonitor monitor = monitor("lab");
    JobSnapshot before = seen(monitor.look());
    clock.advance(Duration.ofSeconds(5));
    clock.jump(Duration.ofHours(hours));

    JobSnapshot after = seen(monitor.look());

    assertThat(after.runningSince()).isNotEqualTo(before.runningSince());
    assertThat(Duration.between(after.runningSince(), after.takenAt()))
        .as("how long it has run, by Flink's clock")
        .isEqualTo(Duration.ofMillis(13473));
  }

  @Test
  void datesLooksByTheTimeThatPassesWhenTheTimeOfDayIsCorrectedALittle() throws Exception {
    RestJobMonitor monitor = monitor("lab");
    JobSnapshot before = seen(monitor.look());
    clock.advance(Duration.ofSeconds(5));
    clock.jump(Duration.ofMillis(-900));

    JobSnapshot after = seen(monitor.look());

    assertThat(Duration.between(before.takenAt(), after.takenAt()))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(after.runningSince()).isEqualTo(before.runningSince());
  }

  @Test
  void keepsTheTimeOfRunningWhenClocksDriftAndMovesItOnARestart() throws Exception {
    RestJobMonitor monitor = monitor("lab");
    Instant first = seen(monitor.look()).runningSince();
    clock.advance(Duration.ofSeconds(100));
    Instant later = seen(monitor.look()).runningSince();
    ObjectNode restarted = recording.job();
    long flinkNow = restarted.path("now").longValue();
    ((ObjectNode) restarted.path("timestamps")).put("RUNNING", flinkNow - 2000);
    flink.answer("/jobs/" + recording.jobId(), restarted.toString());
    Instant afterRestart = seen(monitor.look()).runningSince();

    assertThat(first).isEqualTo(START.minusMillis(13473));
    assertThat(later).isEqualTo(first);
    assertThat(afterRestart).isEqualTo(START.plusSeconds(98));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vertices | [] | no usable job graph",
        "vertices | 3 | expected a list at vertices, found 3",
        "vertices | [7] | expected an object at vertices[0]",
        "plan | null | expected an object at plan, found null",
        "timestamps | {} | expected a whole number at timestamps.RUNNING, found nothing",
        "now | \"x\" | expected a whole number at now",
        "state | 1 | expected a text at state, found 1"
      })
  void namesUrlAndFieldOfAMalformedAnswer(String field, String value, String message)
      throws Exception {
    ObjectNode job = recording.job();
    job.set(field, new com.fasterxml.jackson.databind.ObjectMapper().readTree(value));
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/" + recording.jobId())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parallelism | 0 | vertices[1].parallelism",
        "parallelism | \"2\" | vertices[1].parallelism",
        "status | null | vertices[1].status",
        "metrics | [] | vertices[1].metrics",
        "id | \"abc\" | vertices[1].id"
      })
  void namesUrlAndFieldOfAMalformedVertex(String field, String value, String at) throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(1))
        .set(field, new com.fasterxml.jackson.databind.ObjectMapper().readTree(value));
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/" + recording.jobId())
        .hasMessageContaining(at);
  }

  @Test
  void refusesNegativeCounters() {
    ObjectNode job = recording.job();
    metrics(job, 1).put("read-records", -5);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("vertices[1].metrics.read-records");
  }

  private static FakeMetrics source() {
    return new FakeMetrics()
        .with("numRecordsIn", 0)
        .with("numRecordsOut", 2900)
        .with("Source__src.numRecordsIn", 2900)
        .with("Source__src.numRecordsOut", 2900)
        .with("accumulateBusyTimeMs", 1800)
        .with("accumulateIdleTimeMs", 17000)
        .with("accumulateBackPressuredTimeMs", 40)
        .with("map.numRecordsIn", 2900);
  }

  private static ObjectNode metrics(ObjectNode job, int vertex) {
    return (ObjectNode) job.path("vertices").path(vertex).path("metrics");
  }

  private static String overview(String... jobs) {
    return "{\"jobs\":[" + String.join(",", jobs) + "]}";
  }

  private static String job(String id, String name, String state, long start) {
    return "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":%d}"
        .formatted(id, name, state, start);
  }

  private RestJobMonitor monitor(String selector) {
    return monitor(selector, MetricSource.AUTO);
  }

  private RestJobMonitor monitor(String selector, MetricSource source) {
    FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
    return new RestJobMonitor(rest, new JobSelector(selector), source, clock);
  }

  private static JobSnapshot seen(JobSighting sighting) {
    assertThat(sighting).isInstanceOf(Seen.class);
    return ((Seen) sighting).snapshot();
  }

  private static JobSighting.Cause cause(JobSighting sighting) {
    return ((NotSeen) sighting).cause();
  }

  private static String reason(JobSighting sighting) {
    assertThat(sighting).isInstanceOf(NotSeen.class);
    return ((NotSeen) sighting).reason();
  }
}
