package io.conttune.core.metrics;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.VertexSample.Gauges;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Shows a job {@code source → count} whose counters run with the clock: 100 records/s, {@code
 * count} busy half of the time, until a test says otherwise.
 */
public final class FakeJobMonitor implements JobMonitor {
  public static final OperatorId SOURCE = new OperatorId("source");
  public static final OperatorId COUNT = new OperatorId("count");

  private final InstantSource clock;
  private Optional<String> jobId = Optional.empty();
  private String jobName;
  private Map<OperatorId, Integer> parallelism = Map.of();
  private Instant runningSince = Instant.EPOCH;
  private double recordsPerSecond = 100;
  private double busy = 0.5;
  private VertexState state = VertexState.RUNNING;
  private UnaryOperator<JobGraph> shape = UnaryOperator.identity();
  private JobSighting.NotSeen notSeen = new JobSighting.NotSeen("no job was shown yet");
  private Optional<String> outage = Optional.empty();

  /** A monitor that sees no job yet. */
  public FakeJobMonitor(String jobName, InstantSource clock) {
    this.jobName = jobName;
    this.clock = clock;
    showNone();
  }

  /** From now on this run is seen; it has just started if it is another than before. */
  public void show(String id, Map<OperatorId, Integer> itsParallelism) {
    if (!jobId.equals(Optional.of(id))) {
      jobId = Optional.of(id);
      runningSince = clock.instant();
    }
    parallelism = itsParallelism;
  }

  /** No job is seen any more. */
  public void showNone() {
    showNot(new JobSighting.NotSeen("no live job matches '" + jobName + "'"));
  }

  /** From now on this is seen instead of the job. */
  public void showNot(JobSighting.NotSeen sighting) {
    jobId = Optional.empty();
    notSeen = sighting;
  }

  /** From now on the job has this shape; the ids of its vertices may be others than before. */
  public void reshape(UnaryOperator<JobGraph> other) {
    shape = other;
  }

  /** From now on each vertex has this state, in a job that is RUNNING. */
  public void showVertices(VertexState itsState) {
    state = itsState;
  }

  /** The job is of this name, while it is selected by something else. */
  public void name(String name) {
    jobName = name;
  }

  /** What each operator receives, and the share of time that {@code count} is busy; at once. */
  public void load(double records, double busyShare) {
    recordsPerSecond = records;
    busy = busyShare;
  }

  /** Every look fails until {@link #endOutage()}. */
  public void beginOutage(String message) {
    outage = Optional.of(message);
  }

  public void endOutage() {
    outage = Optional.empty();
  }

  @Override
  public JobSighting look() throws FlinkUnavailableException {
    if (outage.isPresent()) {
      throw new FlinkUnavailableException(outage.get());
    }
    return jobId.<JobSighting>map(id -> new JobSighting.Seen(snapshot(id))).orElse(notSeen);
  }

  private JobSnapshot snapshot(String id) {
    JobGraph graph =
        shape.apply(
            new JobGraph(
                List.of(vertex(SOURCE), vertex(COUNT)),
                List.of(new JobEdge(SOURCE, COUNT, ShipStrategy.HASH))));
    return new JobSnapshot(
        id,
        jobName,
        JobState.RUNNING,
        clock.instant(),
        runningSince,
        graph,
        graph.vertices().stream()
            .collect(Collectors.toMap(JobVertex::id, v -> sample(v, graph.isSource(v.id())))),
        new Slots(16, 8, OptionalInt.of(4)));
  }

  private JobVertex vertex(OperatorId id) {
    return new JobVertex(
        id, id.value(), List.of(id.value()), parallelism.get(id), OptionalInt.of(128));
  }

  private VertexSample sample(JobVertex vertex, boolean isSource) {
    double busyShare = isSource ? 0.1 : busy;
    double seconds = Duration.between(runningSince, clock.instant()).toMillis() / 1000.0;
    long records = Math.round(seconds * recordsPerSecond);
    double time = seconds * 1000 * vertex.parallelism();
    return new VertexSample(
        vertex.id(),
        state,
        OptionalLong.of(records),
        OptionalLong.of(records),
        Optional.of(new TaskTime(time * busyShare, time * (1 - busyShare), 0)),
        Gauges.NONE,
        OptionalLong.empty());
  }
}
