package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The values of one job vertex in one poll. A value that Flink did not report, reported as not
 * complete or as not a number is empty here; it is never a zero.
 *
 * @param id the vertex
 * @param state whether it takes part in the work
 * @param recordsIn records received since the vertex started, over all subtasks; of a source, what
 *     its source operator read
 * @param recordsOut records emitted at the end of the chain since the vertex started
 * @param recordsTo the same by the vertex that they were sent to, a broadcast record once; empty
 *     where Flink has one counter for all (before FLIP-587)
 * @param accumulated time in milliseconds since the vertex started, summed over subtasks (Flink ≥
 *     1.16)
 * @param busiest time of the subtask that was busy longest; empty where it was not asked for
 * @param gauges the per-second gauges: shares of 1, mean over subtasks, and record rates
 * @param pendingRecords records that wait outside of Flink to be read by this source
 * @param partitions of the input of this source, as its own metrics tell them; at least 1
 */
public record VertexSample(
    OperatorId id,
    VertexState state,
    OptionalLong recordsIn,
    OptionalLong recordsOut,
    Map<OperatorId, Long> recordsTo,
    Optional<TaskTime> accumulated,
    Optional<BusiestTime> busiest,
    Gauges gauges,
    OptionalLong pendingRecords,
    OptionalInt partitions) {
  public VertexSample {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    recordsIn.ifPresent(n -> Require.atLeast("records in of " + id, 0L, n));
    recordsOut.ifPresent(n -> Require.atLeast("records out of " + id, 0L, n));
    recordsTo = Map.copyOf(recordsTo);
    recordsTo.forEach((to, n) -> Require.atLeast("records from " + id + " to " + to, 0L, n));
    Objects.requireNonNull(accumulated, "accumulated");
    Objects.requireNonNull(busiest, "busiest");
    Objects.requireNonNull(gauges, "gauges");
    pendingRecords.ifPresent(n -> Require.atLeast("pending records of " + id, 0L, n));
    partitions.ifPresent(n -> Require.atLeast("partitions of " + id, 1, n));
  }

  /** A sample that tells neither the busiest subtask, partitions, nor where records were sent. */
  public VertexSample(
      OperatorId id,
      VertexState state,
      OptionalLong recordsIn,
      OptionalLong recordsOut,
      Optional<TaskTime> accumulated,
      Gauges gauges,
      OptionalLong pendingRecords) {
    this(
        id,
        state,
        recordsIn,
        recordsOut,
        Map.of(),
        accumulated,
        Optional.empty(),
        gauges,
        pendingRecords,
        OptionalInt.empty());
  }

  /** The same sample, which tells the busiest subtask. */
  public VertexSample withBusiest(BusiestTime time) {
    return with(recordsTo, Optional.of(time), partitions);
  }

  /** The same sample, which tells how many records were sent to each vertex. */
  public VertexSample withRecordsTo(Map<OperatorId, Long> sent) {
    return with(sent, busiest, partitions);
  }

  /** The same sample of a source that tells so many partitions. */
  public VertexSample withPartitions(OptionalInt told) {
    return with(recordsTo, busiest, told);
  }

  private VertexSample with(
      Map<OperatorId, Long> sent, Optional<BusiestTime> time, OptionalInt told) {
    return new VertexSample(
        id, state, recordsIn, recordsOut, sent, accumulated, time, gauges, pendingRecords, told);
  }

  /**
   * The busy time of the busiest subtask. Both values grow from the start of the subtasks on and
   * are from one answer of Flink, so that the share of a window is the quotient of their growth.
   *
   * @param busy milliseconds in which the subtask that was busy longest was busy
   * @param elapsed milliseconds in the life of one subtask
   */
  public record BusiestTime(double busy, double elapsed) {
    public BusiestTime {
      Require.nonNegative("busy time of the busiest subtask", busy);
      Require.nonNegative("elapsed time of a subtask", elapsed);
    }
  }

  /**
   * Flink's own per-second meters of a vertex. The record rates climb from 0 over the first 60 s
   * after every start.
   *
   * @param time shares of 1, mean over subtasks
   * @param recordsInPerSecond over all subtasks
   * @param recordsOutPerSecond over all subtasks
   */
  public record Gauges(
      Optional<TaskTime> time,
      OptionalDouble recordsInPerSecond,
      OptionalDouble recordsOutPerSecond) {
    /** Gauges of which none was reported. */
    public static final Gauges NONE =
        new Gauges(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    public Gauges {
      Objects.requireNonNull(time, "time");
      recordsInPerSecond.ifPresent(r -> Require.nonNegative("records in per second", r));
      recordsOutPerSecond.ifPresent(r -> Require.nonNegative("records out per second", r));
    }
  }
}
