package io.conttune.controller.loop;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A job {@code source → count} of which one subtask of {@code count} processes 100 records/s. It
 * receives 100 records/s, and from some moment on 400, of which its two subtasks process a half.
 */
final class OverloadedJob implements JobMonitor {
  private static final double RATE = 100;
  private static final double NEW_RATE = 400;
  private static final double CAPACITY = 200;
  private static final double SOURCE_BUSY = 0.05;

  private final InstantSource clock;
  private final Instant begin;
  private final Duration changesAfter;

  OverloadedJob(InstantSource clock, Duration changesAfter) {
    this.clock = clock;
    this.begin = clock.instant();
    this.changesAfter = changesAfter;
  }

  Instant changesAt() {
    return begin.plus(changesAfter);
  }

  @Override
  public JobSighting look() {
    double overloaded = seconds(Duration.between(changesAt(), clock.instant()));
    double late = Math.max(0, overloaded);
    double early = seconds(Duration.between(begin, clock.instant())) - late;
    long records = Math.round(RATE * early + CAPACITY * late);
    TaskTime source =
        new TaskTime(
            1000 * SOURCE_BUSY * (early + late),
            1000 * (1 - SOURCE_BUSY) * early,
            1000 * (1 - SOURCE_BUSY) * late);
    TaskTime count =
        new TaskTime(
            2000 * (RATE / CAPACITY * early + late), 2000 * (1 - RATE / CAPACITY) * early, 0);
    OptionalLong pending = OptionalLong.of(Math.round((NEW_RATE - CAPACITY) * late));
    return new JobSighting.Seen(
        new JobSnapshot(
            TunedJob.FIRST_RUN,
            TunedJob.NAME,
            JobState.RUNNING,
            clock.instant(),
            begin,
            new JobGraph(
                List.of(vertex(FakeJobMonitor.SOURCE), vertex(FakeJobMonitor.COUNT)),
                List.of(
                    new JobEdge(FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT, ShipStrategy.HASH))),
            Map.of(
                FakeJobMonitor.SOURCE,
                sample(FakeJobMonitor.SOURCE, records, source, pending),
                FakeJobMonitor.COUNT,
                sample(FakeJobMonitor.COUNT, records, count, OptionalLong.empty())),
            new Slots(32, 16)));
  }

  private static JobVertex vertex(OperatorId id) {
    return new JobVertex(
        id, id.value(), List.of(id.value()), TunedJob.FORMER.get(id), OptionalInt.of(128));
  }

  private static VertexSample sample(
      OperatorId id, long records, TaskTime time, OptionalLong pending) {
    return new VertexSample(
        id,
        VertexState.RUNNING,
        OptionalLong.of(records),
        OptionalLong.of(records),
        Optional.of(time),
        Gauges.NONE,
        pending);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
