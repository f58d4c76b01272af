package io.conttune.collector;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.util.List;
import java.util.Optional;

/** Finds metrics that a poll lacks, and says what a user can do about them. */
final class MissingMetrics {
  private static final String NOT_YET =
      "; they may not be complete yet, or some subtasks have finished";

  private MissingMetrics() {}

  /** The first metric that a running vertex lacks. */
  static Optional<String> in(JobSnapshot poll, MetricSource effective, MetricSource configured) {
    List<JobVertex> running =
        poll.graph().vertices().stream()
            .filter(vertex -> sample(poll, vertex).state().isAtWork())
            .toList();
    for (JobVertex vertex : running) {
      Role role = role(poll, vertex);
      Optional<String> lacks =
          effective == MetricSource.COUNTERS
              ? counter(sample(poll, vertex), role, configured)
              : gauge(sample(poll, vertex), role);
      if (lacks.isPresent()) {
        return Optional.of(describe(vertex) + " reports " + lacks.get());
      }
    }
    boolean nothingIsTimed =
        running.stream().allMatch(vertex -> sample(poll, vertex).accumulated().isEmpty());
    return effective == MetricSource.COUNTERS && nothingIsTimed
        ? Optional.of("no job vertex reports " + noTimes(configured) + NOT_YET)
        : Optional.empty();
  }

  private static VertexSample sample(JobSnapshot poll, JobVertex vertex) {
    return poll.samples().get(vertex.id());
  }

  static String describe(JobVertex vertex) {
    return "job vertex '" + vertex.name() + "' (" + vertex.id() + ")";
  }

  private enum Role {
    /**
     * Times are not a number for a legacy SourceFunction, and wrong once subtasks have finished.
     */
    WITHOUT_TIMES,
    WITH_TIMES
  }

  private static Role role(JobSnapshot poll, JobVertex vertex) {
    boolean isFinishing = sample(poll, vertex).state() == VertexState.PARTLY_FINISHED;
    return isFinishing || poll.graph().isSource(vertex.id()) ? Role.WITHOUT_TIMES : Role.WITH_TIMES;
  }

  private static Optional<String> counter(VertexSample sample, Role role, MetricSource configured) {
    if (sample.accumulated().isEmpty() && role == Role.WITH_TIMES) {
      return Optional.of(noTimes(configured) + NOT_YET);
    }
    if (sample.recordsIn().isEmpty()) {
      return Optional.of("no complete number of records read (read-records)" + NOT_YET);
    }
    return sample.recordsOut().isEmpty()
        ? Optional.of("no complete number of records written (write-records)" + NOT_YET)
        : Optional.empty();
  }

  private static String noTimes(MetricSource configured) {
    return configured == MetricSource.COUNTERS
        ? "no accumulated busy time: Flink has it from 1.16 on (from 1.13 on use gauges)"
        : "neither accumulated busy time nor busyTimeMsPerSecond: Flink has them from 1.16 and 1.13"
            + " on; before, apply the useful-time patch or upgrade";
  }

  private static Optional<String> gauge(VertexSample sample, Role role) {
    VertexSample.Gauges gauges = sample.gauges();
    if (gauges.time().isEmpty() && role == Role.WITH_TIMES) {
      return Optional.of(
          "no busyTimeMsPerSecond: Flink has it from 1.13 on; before, apply the useful-time patch or upgrade"
              + NOT_YET);
    }
    if (gauges.recordsInPerSecond().isEmpty()) {
      return Optional.of("no numRecordsInPerSecond" + NOT_YET);
    }
    return gauges.recordsOutPerSecond().isEmpty()
        ? Optional.of("no numRecordsOutPerSecond" + NOT_YET)
        : Optional.empty();
  }
}
