package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSighting.Seen;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Replies of a cluster about one job {@code Source: in → work}, changed by a test from poll to
 * poll, read by monitor and window as in service. Seconds count from the job's RUNNING; Flink's
 * clock is an hour ahead of the controller's.
 */
final class ScriptedJob implements AutoCloseable {
  static final String SOURCE = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  static final String WORK = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
  private static final Instant RUNNING = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration AHEAD = Duration.ofHours(1);

  private final FakeFlink flink = new FakeFlink();
  private final RestJobMonitor monitor;
  private final MetricsWindow window;
  private Instant now = RUNNING;
  private Duration jumps = Duration.ZERO;
  private Instant runningSince = RUNNING;
  private String jobId = "11111111111111111111111111111111";
  private String sourceStatus = "RUNNING";
  private String sourceIo = io(0, 0, "");
  private String workIo = io(0, 0, "");

  ScriptedJob(WindowSettings settings) {
    FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
    monitor = new RestJobMonitor(rest, new JobSelector("lab"), settings.source(), new Clock());
    window = new MetricsWindow(settings);
    flink.answer("/overview", "{\"slots-total\":8,\"slots-available\":5}");
  }

  /** Follows the script, and the time of day besides what somebody does to it. */
  private final class Clock implements SteadyClock {
    @Override
    public Instant instant() {
      return now.plus(jumps);
    }

    @Override
    public Duration elapsed() {
      return Duration.between(RUNNING, now);
    }
  }

  /** Somebody sets the time of day, forward or back. */
  ScriptedJob jump(Duration difference) {
    jumps = jumps.plus(difference);
    return this;
  }

  /** The {@code metrics} of a vertex in {@code /jobs/:id}; {@code times} as of {@link #times}. */
  static String io(long in, long out, String times) {
    return io(in, out, times, "true");
  }

  static String io(long in, long out, String times, String complete) {
    return """
        {"read-records":%d,"read-records-complete":%s,\
        "write-records":%d,"write-records-complete":%s%s}"""
        .formatted(in, complete, out, complete, times);
  }

  static String times(double busy, double idle, double backPressured) {
    return String.format(
        Locale.ROOT,
        ",\"accumulated-busy-time\":%.1f,\"accumulated-idle-time\":%.0f,"
            + "\"accumulated-backpressured-time\":%.0f",
        busy,
        idle,
        backPressured);
  }

  static FakeMetrics sourceMetrics(double read, double emitted, double busy, double idle) {
    return new FakeMetrics()
        .with("numRecordsIn", 0)
        .with("numRecordsOut", emitted)
        .with("Source__in.numRecordsIn", read)
        .with("Source__in.numRecordsOut", emitted)
        .with("accumulateBusyTimeMs", busy)
        .with("accumulateIdleTimeMs", idle)
        .with("accumulateBackPressuredTimeMs", 0);
  }

  ScriptedJob source(String io, FakeFlink.CannedReply metrics) {
    sourceIo = io;
    flink.answer("/jobs/" + jobId + "/vertices/" + SOURCE + "/subtasks/metrics", metrics);
    return this;
  }

  ScriptedJob work(String io) {
    workIo = io;
    return this;
  }

  ScriptedJob workMetrics(FakeFlink.CannedReply metrics) {
    flink.answer("/jobs/" + jobId + "/vertices/" + WORK + "/subtasks/metrics", metrics);
    return this;
  }

  ScriptedJob sourceStatus(String status) {
    sourceStatus = status;
    return this;
  }

  ScriptedJob jobId(String id) {
    jobId = id;
    return this;
  }

  ScriptedJob restartedAt(double second) {
    runningSince = at(second);
    return this;
  }

  /** A healthy job: 100 records/s; the work busy 70 % of the time at parallelism 2. */
  ScriptedJob healthy(double second) {
    long n = Math.round(second * 100);
    source(io(0, n, times(second * 100, second * 900, 0)), sourceOf(second));
    return work(io(n, n, times(second * 1400, second * 600, 0)));
  }

  static FakeMetrics sourceOf(double second) {
    return sourceMetrics(second * 100, second * 100, second * 100, second * 900);
  }

  /** Polls at this second what was laid down last. */
  WindowResult poll(double second) throws FlinkUnavailableException {
    now = at(second);
    flink.answer(
        "/jobs/overview",
        "{\"jobs\":[{\"jid\":\"%s\",\"name\":\"lab\",\"state\":\"RUNNING\",\"start-time\":1}]}"
            .formatted(jobId));
    flink.answer("/jobs/" + jobId, details());
    JobSighting sighting = monitor.look();
    return window.add(((Seen) sighting).snapshot());
  }

  private String details() {
    return """
        {"state":"RUNNING","now":%d,"timestamps":{"RUNNING":%d},
         "vertices":[
          {"id":"%s","name":"Source: in","parallelism":1,"status":"%s","metrics":%s},
          {"id":"%s","name":"work","parallelism":2,"status":"RUNNING","metrics":%s}],
         "plan":{"nodes":[
          {"id":"%s","inputs":[{"id":"%s","ship_strategy":"HASH"}]},{"id":"%s"}]}}"""
        .formatted(
            now.plus(AHEAD).toEpochMilli(),
            runningSince.plus(AHEAD).toEpochMilli(),
            SOURCE,
            sourceStatus,
            sourceIo,
            WORK,
            workIo,
            WORK,
            SOURCE,
            SOURCE);
  }

  private static Instant at(double second) {
    return RUNNING.plusMillis(Math.round(second * 1000));
  }

  @Override
  public void close() {
    flink.close();
  }
}
