package io.conttune.collector;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Metrics as the mean of Flink's per-second gauges over the polls of a window. The record rates are
 * means over the last 60 s already, so after a change of load they follow only within a minute.
 *
 * <p>A vertex without times counts as idle all the time, as in {@link CounterMetrics}.
 *
 * @param polls of one run, oldest first, complete
 */
record GaugeMetrics(List<JobSnapshot> polls) {
  private static final TaskTime NEVER_BUSY = new TaskTime(0, 1, 0);

  JobMetrics metrics() {
    Map<OperatorId, OperatorMetrics> operators = new LinkedHashMap<>();
    for (JobVertex vertex : lastPoll().graph().vertices()) {
      if (sample(lastPoll(), vertex).state().isAtWork()) {
        operators.put(vertex.id(), metrics(vertex));
      }
    }
    return new JobMetrics(lastPoll().takenAt(), length(), operators, OptionalDouble.empty());
  }

  private OperatorMetrics metrics(JobVertex vertex) {
    double in = mean(vertex, Gauges::recordsInPerSecond);
    double out = mean(vertex, Gauges::recordsOutPerSecond);
    boolean readsUncounted = in == 0 && lastPoll().graph().isSource(vertex.id());
    double read = readsUncounted ? out : in;
    long records = Math.round(read * length().toMillis() / 1000);
    OperatorMetrics measured =
        new OperatorMetrics(
            vertex.id(),
            vertex.parallelism(),
            records,
            read,
            out,
            shares(vertex),
            OptionalDouble.empty(),
            backlog(vertex));
    return ToldArrivals.in(polls).added(measured, length().toMillis() / 1000.0);
  }

  private double mean(JobVertex vertex, Function<Gauges, OptionalDouble> rate) {
    return polls.stream()
        .map(poll -> rate.apply(sample(poll, vertex).gauges()))
        .mapToDouble(OptionalDouble::orElseThrow)
        .average()
        .orElseThrow();
  }

  private TaskTime shares(JobVertex vertex) {
    List<TaskTime> times =
        polls.stream().flatMap(poll -> sample(poll, vertex).gauges().time().stream()).toList();
    double all = sum(times, TaskTime::total);
    return all > 0
        ? new TaskTime(
            sum(times, TaskTime::busy) / all,
            sum(times, TaskTime::idle) / all,
            sum(times, TaskTime::backPressured) / all)
        : NEVER_BUSY;
  }

  private static double sum(List<TaskTime> times, ToDoubleFunction<TaskTime> part) {
    return times.stream().mapToDouble(part).sum();
  }

  private Optional<Backlog> backlog(JobVertex vertex) {
    List<BacklogTrend.Point> points = new ArrayList<>();
    for (JobSnapshot poll : polls) {
      double at = BacklogTrend.seconds(poll.takenAt());
      sample(poll, vertex)
          .pendingRecords()
          .ifPresent(n -> points.add(new BacklogTrend.Point(at, n)));
    }
    return sample(lastPoll(), vertex).pendingRecords().isPresent()
        ? BacklogTrend.of(points, length().toMillis() / 2000.0)
        : Optional.empty();
  }

  private Duration length() {
    return Duration.between(polls.get(0).takenAt(), lastPoll().takenAt());
  }

  private JobSnapshot lastPoll() {
    return polls.get(polls.size() - 1);
  }

  private static VertexSample sample(JobSnapshot poll, JobVertex vertex) {
    return poll.samples().get(vertex.id());
  }
}
