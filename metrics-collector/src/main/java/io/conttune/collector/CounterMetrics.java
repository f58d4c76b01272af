package io.conttune.collector;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.BusiestTime;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Metrics from the differences of counters between the first and the last poll of a window.
 *
 * <p>Elapsed time is Flink's own. A subtask is always busy, idle or backpressured, so the three
 * accumulated times of a vertex grow together by its parallelism per second; as they are fetched
 * with the counters, it does not matter how old a poll's values are or in what steps they move:
 * rate = Δrecords / (Δ(busy + idle + backpressured) / parallelism).
 *
 * <p>A vertex without times (a legacy SourceFunction, or one some of whose subtasks have finished)
 * is measured over the median elapsed time of the vertices that have them. It counts as idle all
 * the time: it gets no processing ability and is never taken for saturated. Where some of its
 * subtasks have finished and a consumer is never idle, it counts as waiting for that one instead.
 *
 * @param polls of one run, oldest first, complete, at least one vertex with times
 */
record CounterMetrics(List<JobSnapshot> polls) {
  private static final TaskTime NEVER_BUSY = new TaskTime(0, 1, 0);
  private static final TaskTime ALWAYS_WAITING = new TaskTime(0, 0, 1);

  /** Share of time up to which a consumer counts as never idle: its input is always full. */
  private static final double NEVER_IDLE = 0.02;

  /** Whether a counter of a running vertex is smaller than it was: its tasks were restarted. */
  static boolean wentBackwards(JobSnapshot before, JobSnapshot after) {
    return after.samples().values().stream()
        .filter(sample -> sample.state().isAtWork())
        .anyMatch(sample -> wentBackwards(before.samples().get(sample.id()), sample));
  }

  private static boolean wentBackwards(VertexSample before, VertexSample after) {
    return isLess(after.recordsIn(), before.recordsIn())
        || isLess(after.recordsOut(), before.recordsOut())
        || total(after) < total(before);
  }

  private static boolean isLess(OptionalLong after, OptionalLong before) {
    return after.isPresent() && before.isPresent() && after.getAsLong() < before.getAsLong();
  }

  private static double total(VertexSample sample) {
    return sample.accumulated().map(TaskTime::total).orElse(0.0);
  }

  /** The first running vertex whose accumulated times have not moved for so long, or at all. */
  Optional<JobVertex> stale(Duration longest) {
    return runningVertices().stream()
        .filter(vertex -> last(vertex.id()).accumulated().isPresent())
        .filter(vertex -> standsStill(vertex.id(), longest))
        .findFirst();
  }

  private boolean standsStill(OperatorId id, Duration longest) {
    double now = total(last(id));
    int since = polls.size() - 1;
    // From the newest on, because nearly always the poll before it differs.
    while (since > 0 && total(polls.get(since - 1).samples().get(id)) == now) {
      since--;
    }
    return since == 0
        || Duration.between(polls.get(since).takenAt(), lastPoll().takenAt()).compareTo(longest)
            > 0;
  }

  /** The metrics of the running vertices; none of them may be {@link #stale}. */
  JobMetrics metrics() {
    Map<OperatorId, OperatorMetrics> operators = new LinkedHashMap<>();
    double jobElapsed = jobElapsed();
    List<JobVertex> consumersFirst = new ArrayList<>(runningVertices());
    Collections.reverse(consumersFirst);
    for (JobVertex vertex : consumersFirst) {
      TaskTime time = shares(vertex.id()).orElseGet(() -> assumed(vertex.id(), operators));
      operators.put(vertex.id(), metrics(vertex, time, elapsed(vertex).orElse(jobElapsed)));
    }
    Duration length = Duration.ofMillis(Math.round(jobElapsed * 1000));
    return new JobMetrics(lastPoll().takenAt(), length, operators, OptionalDouble.empty());
  }

  private OperatorMetrics metrics(JobVertex vertex, TaskTime time, double elapsed) {
    long in = difference(vertex.id(), VertexSample::recordsIn);
    long out = difference(vertex.id(), VertexSample::recordsOut);
    boolean readsUncounted = in == 0 && lastPoll().graph().isSource(vertex.id());
    long read = readsUncounted ? out : in;
    OperatorMetrics measured =
        new OperatorMetrics(
            vertex.id(),
            vertex.parallelism(),
            read,
            read / elapsed,
            out / elapsed,
            time,
            busiest(vertex.id()),
            backlog(vertex, elapsed));
    return ToldArrivals.in(polls).added(measured, elapsed);
  }

  /** The time of a vertex that tells none, by what its consumers do. */
  private TaskTime assumed(OperatorId id, Map<OperatorId, OperatorMetrics> consumers) {
    boolean isWaiting =
        last(id).state() == VertexState.PARTLY_FINISHED
            && lastPoll().graph().outputsOf(id).stream()
                .flatMap(edge -> Optional.ofNullable(consumers.get(edge.to())).stream())
                .anyMatch(consumer -> consumer.time().idle() <= NEVER_IDLE);
    return isWaiting ? ALWAYS_WAITING : NEVER_BUSY;
  }

  private Optional<TaskTime> shares(OperatorId id) {
    Optional<TaskTime> before = first(id).accumulated();
    Optional<TaskTime> after = last(id).accumulated();
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    double busy = grown(before.get().busy(), after.get().busy());
    double idle = grown(before.get().idle(), after.get().idle());
    double backPressured = grown(before.get().backPressured(), after.get().backPressured());
    double all = busy + idle + backPressured;
    return Optional.of(new TaskTime(busy / all, idle / all, backPressured / all));
  }

  /**
   * The busy share of the busiest subtask, if it was told over at least half of the window. Where
   * another subtask becomes the busiest within the window, the growth of the largest time is less
   * than either's: a lower bound.
   */
  private OptionalDouble busiest(OperatorId id) {
    List<BusiestTime> told =
        polls.stream().flatMap(poll -> poll.samples().get(id).busiest().stream()).toList();
    if (told.size() < 2) {
      return OptionalDouble.empty();
    }
    BusiestTime before = told.get(0);
    BusiestTime after = told.get(told.size() - 1);
    double elapsed = after.elapsed() - before.elapsed();
    double ofWindow = 1000 * elapsed(lastPoll().graph().vertex(id)).orElse(0);
    return elapsed > 0 && elapsed >= ofWindow / 2
        ? OptionalDouble.of(Math.min(1, grown(before.busy(), after.busy()) / elapsed))
        : OptionalDouble.empty();
  }

  /** Flink rounds each time by itself, so one of the three may lose a millisecond. */
  private static double grown(double before, double after) {
    return Math.max(0, after - before);
  }

  /** Seconds in the life of one subtask; empty for a vertex without times. */
  private OptionalDouble elapsed(JobVertex vertex) {
    return last(vertex.id()).accumulated().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            seconds(vertex, last(vertex.id())) - seconds(vertex, first(vertex.id())));
  }

  private static double seconds(JobVertex vertex, VertexSample sample) {
    return total(sample) / vertex.parallelism() / 1000;
  }

  private double jobElapsed() {
    List<Double> all =
        runningVertices().stream()
            .map(this::elapsed)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .sorted()
            .toList();
    return all.get(all.size() / 2);
  }

  private Optional<Backlog> backlog(JobVertex vertex, double elapsed) {
    if (last(vertex.id()).pendingRecords().isEmpty()) {
      return Optional.empty();
    }
    boolean isTimed = last(vertex.id()).accumulated().isPresent();
    List<BacklogTrend.Point> points = new ArrayList<>();
    for (JobSnapshot poll : polls) {
      VertexSample sample = poll.samples().get(vertex.id());
      double at = isTimed ? seconds(vertex, sample) : BacklogTrend.seconds(poll.takenAt());
      sample.pendingRecords().ifPresent(n -> points.add(new BacklogTrend.Point(at, n)));
    }
    return BacklogTrend.of(points, elapsed / 2);
  }

  private long difference(OperatorId id, Function<VertexSample, OptionalLong> counter) {
    return counter.apply(last(id)).orElseThrow() - counter.apply(first(id)).orElseThrow();
  }

  private List<JobVertex> runningVertices() {
    return lastPoll().graph().vertices().stream()
        .filter(vertex -> last(vertex.id()).state().isAtWork())
        .toList();
  }

  private JobSnapshot lastPoll() {
    return polls.get(polls.size() - 1);
  }

  private VertexSample last(OperatorId id) {
    return lastPoll().samples().get(id);
  }

  private VertexSample first(OperatorId id) {
    return polls.get(0).samples().get(id);
  }
}
