package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One poll of one job.
 *
 * @param jobId Flink's id of this run of the job, 32 hexadecimal digits
 * @param jobName the name under which it is followed over redeployments
 * @param state of the job
 * @param takenAt the date of the poll. The difference of two is the time that has passed, and a
 *     later poll has a later date, even if somebody sets the time of day
 * @param runningSince the time at which the job last entered RUNNING, in the same dates; the same
 *     value as long as it keeps running
 * @param graph its vertices, edges and parallelism
 * @param samples one of each vertex of the graph
 * @param slots of the cluster
 * @param sharing its slot-sharing groups
 * @param arrivals rates of its sources that Flink does not tell
 */
public record JobSnapshot(
    String jobId,
    String jobName,
    JobState state,
    Instant takenAt,
    Instant runningSince,
    JobGraph graph,
    Map<OperatorId, VertexSample> samples,
    Slots slots,
    SlotSharing sharing,
    ArrivalRates arrivals) {
  public JobSnapshot {
    Require.text("job id", jobId);
    Require.text("job name", jobName);
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(takenAt, "takenAt");
    Objects.requireNonNull(runningSince, "runningSince");
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(sharing, "sharing");
    Objects.requireNonNull(arrivals, "arrivals");
    samples = Map.copyOf(samples);
    if (!samples.keySet().equals(graph.parallelism().keySet())) {
      throw new IllegalArgumentException(
          "a snapshot needs one sample of each job vertex; vertices %s, samples %s"
              .formatted(graph.parallelism().keySet(), samples.keySet()));
    }
  }

  /**
   * Whether the job works: it is RUNNING, and so is each of its vertices that has not finished.
   * Flink calls a job RUNNING that still waits for slots.
   */
  public boolean isUp() {
    return state == JobState.RUNNING
        && samples.values().stream().noneMatch(sample -> sample.state() == VertexState.OTHER);
  }

  /** The parallelism of the vertices that hold slots: of those that have not finished. */
  public Map<OperatorId, Integer> heldParallelism() {
    return graph.vertices().stream()
        .filter(vertex -> samples.get(vertex.id()).state() != VertexState.FINISHED)
        .collect(Collectors.toMap(JobVertex::id, JobVertex::parallelism));
  }

  /** The same poll, dated later by this. */
  public JobSnapshot later(Duration by) {
    return new JobSnapshot(
        jobId,
        jobName,
        state,
        takenAt.plus(by),
        runningSince.plus(by),
        graph,
        samples,
        slots,
        sharing,
        arrivals);
  }

  /** The same poll, of which these rates are known too. */
  public JobSnapshot withArrivals(ArrivalRates rates) {
    return new JobSnapshot(
        jobId, jobName, state, takenAt, runningSince, graph, samples, slots, sharing, rates);
  }

  /** A poll of a job that shows what Flink tells, but for its slot-sharing groups. */
  public JobSnapshot(
      String jobId,
      String jobName,
      JobState state,
      Instant takenAt,
      Instant runningSince,
      JobGraph graph,
      Map<OperatorId, VertexSample> samples,
      Slots slots) {
    this(
        jobId,
        jobName,
        state,
        takenAt,
        runningSince,
        graph,
        samples,
        slots,
        SlotSharing.NOT_TOLD,
        ArrivalRates.NONE);
  }
}
