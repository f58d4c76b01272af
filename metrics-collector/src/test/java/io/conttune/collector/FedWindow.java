package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.gauges;
import static io.conttune.collector.Polls.graph;
import static io.conttune.collector.Polls.healthy;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.time;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;

/** A window that is fed with polls of a small job: a source and a vertex that works. */
abstract class FedWindow {
  static final Offset<Double> TINY = within(1e-9);
  static final Instant RUNNING = Polls.RUNNING;

  final MetricsWindow window = window(MetricSource.AUTO);

  static VertexSample partlyFinished(OperatorId id, long records) {
    return new VertexSample(
        id,
        VertexState.PARTLY_FINISHED,
        OptionalLong.of(records),
        OptionalLong.of(records),
        Optional.empty(),
        Gauges.NONE,
        OptionalLong.empty());
  }

  WindowResult feed(int from, int to) {
    WindowResult result = null;
    for (int second = from; second <= to; second += 5) {
      result = window.add(healthy(second));
    }
    return result;
  }

  /** Twice the rate from second 60 on. */
  WindowResult feedFaster(int from, int to) {
    WindowResult result = null;
    for (int second = from; second <= to; second += 5) {
      long n = 6000 + (second - 60) * 200L;
      VertexSample work =
          counters(WORK, VertexState.RUNNING, n, n / 2, time(2.0 * second, 0.6, 0.3, 0.1));
      result = window.add(poll(second, source(second), work));
    }
    return result;
  }

  WindowResult addAt(Instant runningSince, int second) {
    return window.add(at(second, JobState.RUNNING, runningSince, graph(2)));
  }

  static JobSnapshot at(int second, JobState state, Instant runningSince, JobGraph graph) {
    return poll("job-1", state, runningSince, second, graph, source(second), work(second));
  }

  static VertexSample finished() {
    return counters(SOURCE, VertexState.FINISHED, 9, 9, new TaskTime(1, 1, 1));
  }

  static JobSnapshot gaugePoll(int second, double rate) {
    return poll(
        second,
        gauges(SOURCE, Optional.empty(), rate, rate),
        gauges(WORK, Optional.of(new TaskTime(0.7, 0.2, 0.1)), rate, rate));
  }

  static MetricsWindow window(MetricSource source) {
    return new MetricsWindow(
        new WindowSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            source,
            Duration.ofSeconds(20),
            Duration.ofSeconds(60)));
  }

  static WindowSettings settings(Duration length, Duration warmUp) {
    return new WindowSettings(
        length, warmUp, MetricSource.AUTO, Duration.ofSeconds(1), Duration.ZERO);
  }

  static JobMetrics ready(WindowResult result) {
    assertThat(result).isInstanceOf(Ready.class);
    return ((Ready) result).metrics();
  }

  static NotReady notReady(WindowResult result) {
    assertThat(result).isInstanceOf(NotReady.class);
    return (NotReady) result;
  }
}
