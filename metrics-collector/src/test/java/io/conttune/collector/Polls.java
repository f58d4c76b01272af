package io.conttune.collector;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Builds polls of a job {@code source → work}; seconds count from the job's RUNNING. */
final class Polls {
  static final OperatorId SOURCE = new OperatorId("aa");
  static final OperatorId WORK = new OperatorId("bb");
  static final Instant RUNNING = Instant.parse("2026-01-01T12:00:00Z");

  private Polls() {}

  static JobGraph graph(int workParallelism) {
    return new JobGraph(
        List.of(
            new JobVertex(SOURCE, "Source: src", List.of("Source: src"), 1, OptionalInt.of(128)),
            new JobVertex(WORK, "work", List.of("work"), workParallelism, OptionalInt.of(128))),
        List.of(new JobEdge(SOURCE, WORK, ShipStrategy.HASH)));
  }

  static JobSnapshot poll(double second, VertexSample source, VertexSample work) {
    return poll("job-1", JobState.RUNNING, RUNNING, second, graph(2), source, work);
  }

  static JobSnapshot poll(
      String jobId,
      JobState state,
      Instant runningSince,
      double second,
      JobGraph graph,
      VertexSample source,
      VertexSample work) {
    return new JobSnapshot(
        jobId,
        "lab",
        state,
        RUNNING.plusMillis(Math.round(second * 1000)),
        runningSince,
        graph,
        Map.of(SOURCE, source, WORK, work),
        new Slots(8, 4));
  }

  static VertexSample counters(
      OperatorId id, VertexState state, long in, long out, TaskTime accumulated) {
    return new VertexSample(
        id,
        state,
        OptionalLong.of(in),
        OptionalLong.of(out),
        Optional.of(accumulated),
        Gauges.NONE,
        OptionalLong.empty());
  }

  static VertexSample withoutTimes(OperatorId id, long in, long out) {
    return new VertexSample(
        id,
        VertexState.RUNNING,
        OptionalLong.of(in),
        OptionalLong.of(out),
        Optional.empty(),
        Gauges.NONE,
        OptionalLong.empty());
  }

  static VertexSample incomplete(OperatorId id) {
    return new VertexSample(
        id,
        VertexState.RUNNING,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Gauges.NONE,
        OptionalLong.empty());
  }

  static VertexSample withPending(VertexSample sample, long pending) {
    return new VertexSample(
        sample.id(),
        sample.state(),
        sample.recordsIn(),
        sample.recordsOut(),
        sample.accumulated(),
        sample.gauges(),
        OptionalLong.of(pending));
  }

  static VertexSample gauges(OperatorId id, Optional<TaskTime> time, double in, double out) {
    return new VertexSample(
        id,
        VertexState.RUNNING,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        new Gauges(time, OptionalDouble.of(in), OptionalDouble.of(out)),
        OptionalLong.empty());
  }

  /** A healthy source: 100 records/s, a tenth of the time busy, by Flink's clock at this second. */
  static VertexSample source(double second) {
    long n = Math.round(second * 100);
    return counters(SOURCE, VertexState.RUNNING, n, n, time(second, 0.1, 0.9, 0));
  }

  /** A healthy worker: 100 records/s in, 50 out, busy 60, idle 30, backpressured 10 %. */
  static VertexSample work(double second) {
    long in = Math.round(second * 100);
    return counters(WORK, VertexState.RUNNING, in, in / 2, time(2 * second, 0.6, 0.3, 0.1));
  }

  static JobSnapshot healthy(double second) {
    return poll(second, source(second), work(second));
  }

  static TaskTime time(double seconds, double busy, double idle, double backPressured) {
    double ms = seconds * 1000;
    return new TaskTime(ms * busy, ms * idle, ms * backPressured);
  }
}
