package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSighting.Seen;
import io.conttune.core.metrics.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The recorded job "lab" of Flink 1.20.5 on a fake cluster, and monitors that look at it. */
final class MonitoredRecording implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  static final OperatorId SOURCE = new OperatorId(Recording.SOURCE);
  static final OperatorId WORK = new OperatorId(Recording.WORK);

  private final FakeFlink flink = new FakeFlink();
  private final Recording recording = Recording.of("1.20.5");
  private final SettableClock clock = new SettableClock(START);

  MonitoredRecording() {
    recording.play(flink);
    flink.answer(recording.metricsPath(Recording.SOURCE), source());
  }

  FakeFlink flink() {
    return flink;
  }

  Recording recording() {
    return recording;
  }

  SettableClock clock() {
    return clock;
  }

  RestJobMonitor monitor(String selector) {
    return monitor(selector, MetricSource.AUTO);
  }

  RestJobMonitor monitor(String selector, MetricSource source) {
    FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
    return new RestJobMonitor(rest, new JobSelector(selector), source, clock);
  }

  /** The snapshot of a look that must have found the job. */
  static JobSnapshot seen(JobSighting sighting) {
    assertThat(sighting).isInstanceOf(Seen.class);
    return ((Seen) sighting).snapshot();
  }

  /** The metrics of a vertex among the details of a job. */
  static ObjectNode metrics(ObjectNode job, int vertex) {
    return (ObjectNode) job.path("vertices").path(vertex).path("metrics");
  }

  /** What the source's subtasks tell. */
  static FakeMetrics source() {
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

  @Override
  public void close() {
    flink.close();
  }
}
