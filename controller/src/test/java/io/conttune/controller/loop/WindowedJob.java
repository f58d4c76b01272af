package io.conttune.controller.loop;

import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.collector.WindowSettings;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A fluid of 2000 records/s through source → window → sink, with 4 subtasks of window and sink at
 * first. The window operator passes a fifth of what it reads on, every 15 s. While the sink's
 * buffer is full it waits and reads nothing. It is polled twice a second.
 */
final class WindowedJob {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STEPS_PER_SECOND = 10;
  private static final double STEP = 1.0 / STEPS_PER_SECOND;
  private static final int STEPS_PER_POLL = 5;
  private static final int STEPS_PER_PERIOD = 15 * STEPS_PER_SECOND;
  private static final double RATE = 2000;
  private static final double SELECTIVITY = 0.2;
  private static final double SOURCE_ABILITY = 50_000;
  private static final double WINDOW_ABILITY = 2000;

  private final double sinkAbility;
  private final double buffer;
  private final int start;
  private final MetricsWindow metrics =
      new MetricsWindow(
          new WindowSettings(
              Duration.ofSeconds(4),
              Duration.ofSeconds(2),
              MetricSource.COUNTERS,
              Duration.ofSeconds(30),
              Duration.ofSeconds(60)));

  private Run run = new Run(0, 1, 4, 4);
  private History history = History.empty(5);
  private double outsideLimit = Double.POSITIVE_INFINITY;
  private final List<String> reasons = new ArrayList<>();
  private double backlog;
  private double gathered;
  private double firing;
  private double queue;

  /**
   * The job.
   *
   * @param sinkAbility records/s that one subtask of the sink processes
   * @param buffer records that may wait before the sink
   * @param start seconds since a firing at which the controller begins
   */
  WindowedJob(double sinkAbility, double buffer, int start) {
    this.sinkAbility = sinkAbility;
    this.buffer = buffer;
    this.start = start * STEPS_PER_SECOND;
  }

  /** Something outside of Flink lets all subtasks of the sink process no more than this. */
  WindowedJob outsideLimit(double recordsPerSecond) {
    outsideLimit = recordsPerSecond;
    return this;
  }

  /** Records that wait before the source. */
  double backlog() {
    return backlog;
  }

  /** Why the job was redeployed each time. */
  List<String> reasons() {
    return reasons;
  }

  /** One vertex in one run, with its counters. */
  private static final class Vertex {
    private final JobVertex vertex;
    private double in;
    private double out;
    private TaskTime time = new TaskTime(0, 0, 0);

    Vertex(String name, int parallelism) {
      vertex =
          new JobVertex(
              new OperatorId(name), name, List.of(name), parallelism, OptionalInt.of(128));
    }

    void work(double read, double written, double ability, boolean waits) {
      in += read;
      out += written;
      double busy = Math.min(1, read / (ability * vertex.parallelism() * STEP));
      double all = 1000 * STEP * vertex.parallelism();
      double rest = all * (1 - busy);
      time =
          new TaskTime(
              time.busy() + all * busy,
              time.idle() + (waits ? 0 : rest),
              time.backPressured() + (waits ? rest : 0));
    }

    VertexSample sample(OptionalLong pending) {
      return new VertexSample(
          vertex.id(),
          VertexState.RUNNING,
          OptionalLong.of(Math.round(in)),
          OptionalLong.of(Math.round(out)),
          Optional.of(time),
          Gauges.NONE,
          pending);
    }
  }

  /** One run of the job, which begins at a step. */
  private static final class Run {
    private final int begin;
    private final Vertex source;
    private final Vertex window;
    private final Vertex sink;

    Run(int begin, int source, int window, int sink) {
      this.begin = begin;
      this.source = new Vertex("source", source);
      this.window = new Vertex("window", window);
      this.sink = new Vertex("sink", sink);
    }

    JobGraph graph() {
      return new JobGraph(
          List.of(source.vertex, window.vertex, sink.vertex),
          List.of(edge(source, window), edge(window, sink)));
    }

    private static JobEdge edge(Vertex from, Vertex to) {
      return new JobEdge(from.vertex.id(), to.vertex.id(), ShipStrategy.HASH);
    }

    Run next(Map<OperatorId, Integer> wanted, int at) {
      return new Run(
          at,
          wanted.get(source.vertex.id()),
          wanted.get(window.vertex.id()),
          wanted.get(sink.vertex.id()));
    }
  }

  /** Lets a tuner watch it for so long; returns the sink's parallelism in each of the runs. */
  List<Integer> play(Tuner tuner, Duration time) {
    List<Integer> sinks = new ArrayList<>(List.of(run.sink.vertex.parallelism()));
    TunerState state = tuner.initialState();
    for (int step = 0; step < time.toSeconds() * STEPS_PER_SECOND; step++) {
      flow(step);
      if (step >= run.begin
          && step % STEPS_PER_POLL == 0
          && metrics.add(poll(step)) instanceof Ready ready) {
        Tuned tuned =
            tuner.decide(
                new TuningInput(
                    run.graph(),
                    ready.metrics(),
                    history,
                    limits(),
                    state,
                    ready.pieces(),
                    ready.wholePeriods()));
        state = tuned.state();
        remember(ready.metrics());
        if (tuned.decision() instanceof Decision.Rescale rescale) {
          run = run.next(rescale.parallelism(), step + STEPS_PER_SECOND);
          sinks.add(run.sink.vertex.parallelism());
          reasons.add("%d s: %s".formatted(step / STEPS_PER_SECOND, rescale.reason()));
        }
      }
    }
    return sinks;
  }

  private void flow(int step) {
    backlog += RATE * STEP;
    if (step < run.begin) {
      return;
    }
    if ((step + start) % STEPS_PER_PERIOD == 0) {
      firing += gathered;
      gathered = 0;
    }
    double written = Math.min(firing, Math.max(0, buffer - queue));
    firing -= written;
    queue += written;
    boolean waits = firing > 0;
    double most = STEP * WINDOW_ABILITY * run.window.vertex.parallelism();
    double read = waits ? 0 : Math.min(backlog, most);
    backlog -= read;
    gathered += read * SELECTIVITY;
    int sinks = run.sink.vertex.parallelism();
    double sinkOfAll = Math.min(outsideLimit, sinkAbility * sinks);
    double arrived = Math.min(queue, sinkOfAll * STEP);
    queue -= arrived;
    run.source.work(read, read, SOURCE_ABILITY, waits);
    run.window.work(read, written, WINDOW_ABILITY, waits);
    run.sink.work(arrived, 0, sinkOfAll / sinks, false);
  }

  private JobSnapshot poll(int step) {
    return new JobSnapshot(
        "run-" + run.begin,
        "job",
        JobState.RUNNING,
        at(step),
        at(run.begin),
        run.graph(),
        Map.of(
            run.source.vertex.id(), run.source.sample(OptionalLong.of(Math.round(backlog))),
            run.window.vertex.id(), run.window.sample(OptionalLong.empty()),
            run.sink.vertex.id(), run.sink.sample(OptionalLong.empty())),
        new Slots(256, 128));
  }

  private static Instant at(int step) {
    return BEGIN.plusMillis(step * 1000L / STEPS_PER_SECOND);
  }

  private Limits limits() {
    return new Limits(
        Map.of(
            run.source.vertex.id(), Bounds.fixed(1),
            run.window.vertex.id(), new Bounds(1, 64),
            run.sink.vertex.id(), new Bounds(1, 64)));
  }

  private void remember(JobMetrics measured) {
    for (OperatorMetrics operator : measured.operators().values()) {
      MeasurementRule.DEFAULT
          .processingAbility(operator)
          .ifPresent(
              ability ->
                  history =
                      history.with(
                          List.of(
                              new Observation(
                                  operator.id(),
                                  operator.parallelism(),
                                  ability,
                                  measured.until()))));
    }
  }
}
