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
    for (Span vertex : running()) {
      if (vertex.after().accumulated().isPresent() && standsStill(vertex, longest)) {
        return Optional.of(vertex.vertex());
      }
    }
    return Optional.empty();
  }

  private boolean standsStill(Span vertex, Duration longest) {
    double now = total(vertex.after());
    int since = polls.size() - 1;
    // From the newest on, because nearly always the poll before it differs.
    while (since > 0 && total(polls.get(since - 1).samples().get(vertex.id())) == now) {
      since--;
    }
    return since == 0
        || Duration.between(polls.get(since).takenAt(), lastPoll().takenAt()).compareTo(longest)
            > 0;
  }

  /** A running vertex, and its samples in the first and the last poll. */
  private record Span(JobVertex vertex, VertexSample before, VertexSample after) {
    OperatorId id() {
      return vertex.id();
    }

    /** Seconds in the life of one subtask; empty for a vertex without times. */
    OptionalDouble elapsed() {
      return after.accumulated().isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(seconds(vertex, after) - seconds(vertex, before));
    }

    Optional<TaskTime> shares() {
      if (before.accumulated().isEmpty() || after.accumulated().isEmpty()) {
        return Optional.empty();
      }
      TaskTime from = before.accumulated().get();
      TaskTime to = after.accumulated().get();
      double busy = grown(from.busy(), to.busy());
      double idle = grown(from.idle(), to.idle());
      double backPressured = grown(from.backPressured(), to.backPressured());
      double all = busy + idle + backPressured;
      return Optional.of(new TaskTime(busy / all, idle / all, backPressured / all));
    }
  }

  private List<Span> running() {
    Map<OperatorId, VertexSample> first = polls.get(0).samples();
    Map<OperatorId, VertexSample> last = lastPoll().samples();
    List<Span> result = new ArrayList<>();
    for (JobVertex vertex : lastPoll().graph().vertices()) {
      VertexSample after = last.get(vertex.id());
      if (after.state().isAtWork()) {
        result.add(new Span(vertex, first.get(vertex.id()), after));
      }
    }
    return result;
  }

  /** The metrics of the running vertices; none of them may be {@link #stale}. */
  JobMetrics metrics() {
    Map<OperatorId, OperatorMetrics> operators = new LinkedHashMap<>();
    List<Span> consumersFirst = running();
    Collections.reverse(consumersFirst);
    double jobElapsed = jobElapsed(consumersFirst);
    for (Span vertex : consumersFirst) {
      TaskTime time = vertex.shares().orElseGet(() -> assumed(vertex, operators));
      operators.put(vertex.id(), metrics(vertex, time, vertex.elapsed().orElse(jobElapsed)));
    }
    Duration length = Duration.ofMillis(Math.round(jobElapsed * 1000));
    return new JobMetrics(lastPoll().takenAt(), length, operators, OptionalDouble.empty());
  }

  /** As {@link #metrics}, of the sources at least: of a large job they are soon told. */
  Map<OperatorId, OperatorMetrics> ofSources() {
    Map<OperatorId, OperatorMetrics> operators = new LinkedHashMap<>();
    for (Span vertex : running()) {
      if (lastPoll().graph().isSource(vertex.id())) {
        Optional<TaskTime> shares = vertex.shares();
        if (shares.isEmpty()) {
          // The other vertices tell for how long it ran.
          return metrics().operators();
        }
        operators.put(vertex.id(), metrics(vertex, shares.get(), vertex.elapsed().orElseThrow()));
      }
    }
    return operators;
  }

  private OperatorMetrics metrics(Span span, TaskTime time, double elapsed) {
    JobVertex vertex = span.vertex();
    long in = difference(span, VertexSample::recordsIn);
    long out = difference(span, VertexSample::recordsOut);
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
            busiest(span),
            backlog(span, elapsed));
    return ToldArrivals.in(polls)
        .added(measured.withOutputRates(outputRates(span, elapsed)), elapsed);
  }

  /** The rates of the consumers that are told all through the window. */
  private static Map<OperatorId, Double> outputRates(Span span, double elapsed) {
    Map<OperatorId, Double> rates = new LinkedHashMap<>();
    span.after()
        .recordsTo()
        .forEach(
            (to, records) -> {
              Long before = span.before().recordsTo().get(to);
              if (before != null) {
                rates.put(to, Math.max(0, records - before) / elapsed);
              }
            });
    return rates;
  }

  /** The time of a vertex that tells none, by what its consumers do. */
  private TaskTime assumed(Span vertex, Map<OperatorId, OperatorMetrics> consumers) {
    boolean isWaiting =
        vertex.after().state() == VertexState.PARTLY_FINISHED
            && lastPoll().graph().outputsOf(vertex.id()).stream()
                .flatMap(edge -> Optional.ofNullable(consumers.get(edge.to())).stream())
                .anyMatch(consumer -> consumer.time().idle() <= NEVER_IDLE);
    return isWaiting ? ALWAYS_WAITING : NEVER_BUSY;
  }

  /**
   * The busy share of the busiest subtask, if it was told over at least half of the window. Where
   * another subtask becomes the busiest within the window, the growth of the largest time is less
   * than either's: a lower bound.
   */
  private OptionalDouble busiest(Span vertex) {
    List<BusiestTime> told = new ArrayList<>();
    for (JobSnapshot poll : polls) {
      poll.samples().get(vertex.id()).busiest().ifPresent(told::add);
    }
    if (told.size() < 2) {
      return OptionalDouble.empty();
    }
    BusiestTime before = told.get(0);
    BusiestTime after = told.get(told.size() - 1);
    double elapsed = after.elapsed() - before.elapsed();
    double ofWindow = 1000 * vertex.elapsed().orElse(0);
    return elapsed > 0 && elapsed >= ofWindow / 2
        ? OptionalDouble.of(Math.min(1, grown(before.busy(), after.busy()) / elapsed))
        : OptionalDouble.empty();
  }

  /** Flink rounds each time by itself, so one of the three may lose a millisecond. */
  private static double grown(double before, double after) {
    return Math.max(0, after - before);
  }

  private static double seconds(JobVertex vertex, VertexSample sample) {
    return total(sample) / vertex.parallelism() / 1000;
  }

  private static double jobElapsed(List<Span> running) {
    double[] all =
        running.stream().flatMapToDouble(vertex -> vertex.elapsed().stream()).sorted().toArray();
    return all[all.length / 2];
  }

  private Optional<Backlog> backlog(Span span, double elapsed) {
    if (span.after().pendingRecords().isEmpty()) {
      return Optional.empty();
    }
    boolean isTimed = span.after().accumulated().isPresent();
    List<BacklogTrend.Point> points = new ArrayList<>();
    for (JobSnapshot poll : polls) {
      VertexSample sample = poll.samples().get(span.id());
      double at = isTimed ? seconds(span.vertex(), sample) : BacklogTrend.seconds(poll.takenAt());
      sample.pendingRecords().ifPresent(n -> points.add(new BacklogTrend.Point(at, n)));
    }
    return BacklogTrend.of(points, elapsed / 2);
  }

  private static long difference(Span vertex, Function<VertexSample, OptionalLong> counter) {
    return counter.apply(vertex.after()).orElseThrow()
        - counter.apply(vertex.before()).orElseThrow();
  }

  private JobSnapshot lastPoll() {
    return polls.get(polls.size() - 1);
  }
}
