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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A chain of operators behind one source, as a fluid that flows ten times a second. It is polled
 * twice a second, with a metrics window of 4 s. A redeployment takes a second.
 */
abstract class PolledJob {
  static final int STEPS_PER_SECOND = 10;
  static final double STEP = 1.0 / STEPS_PER_SECOND;

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STEPS_PER_POLL = 5;

  private final MetricsWindow metrics =
      new MetricsWindow(
          new WindowSettings(
              Duration.ofSeconds(4),
              Duration.ofSeconds(2),
              MetricSource.COUNTERS,
              Duration.ofSeconds(30),
              Duration.ofSeconds(60)));
  private final List<String> reasons = new ArrayList<>();
  private Run run;
  private History history = History.empty(5);
  private int seenFrom;
  private double backlog;

  /** A job of this chain, whose first vertex is the source. */
  PolledJob(Vertex... chain) {
    run = new Run(0, List.of(chain));
  }

  /** The controller begins after the job has run for so long. */
  final void seenAfter(Duration time) {
    seenFrom = (int) time.toSeconds() * STEPS_PER_SECOND;
  }

  /** Records that arrive before the source in this step. */
  abstract double arriving(int step);

  /** Lets the vertices of the present run work for one step. */
  abstract void work(int step);

  /** A vertex of the present run, by its place in the chain. */
  final Vertex vertex(int place) {
    return run.chain.get(place);
  }

  /** Records that wait before the source. */
  final double backlog() {
    return backlog;
  }

  /** The source reads so many records. */
  final void read(double records) {
    backlog -= records;
  }

  /** Why the job was redeployed each time. */
  final List<String> reasons() {
    return reasons;
  }

  /** One vertex in one run, with its counters. */
  static final class Vertex {
    private final JobVertex vertex;
    private double in;
    private double out;
    private TaskTime time = new TaskTime(0, 0, 0);

    Vertex(String name, int parallelism) {
      vertex =
          new JobVertex(
              new OperatorId(name), name, List.of(name), parallelism, OptionalInt.of(128));
    }

    int parallelism() {
      return vertex.parallelism();
    }

    /**
     * Works for one step.
     *
     * @param ability records/s that one subtask processes
     * @param waits whether it waits for room in its output while it is not busy
     */
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

    private VertexSample sample(OptionalLong pending) {
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
  private record Run(int begin, List<Vertex> chain) {
    JobGraph graph() {
      List<JobEdge> edges = new ArrayList<>();
      for (int i = 1; i < chain.size(); i++) {
        edges.add(
            new JobEdge(chain.get(i - 1).vertex.id(), chain.get(i).vertex.id(), ShipStrategy.HASH));
      }
      return new JobGraph(chain.stream().map(v -> v.vertex).toList(), edges);
    }

    Run next(Map<OperatorId, Integer> wanted, int at) {
      return new Run(
          at,
          chain.stream().map(v -> new Vertex(v.vertex.name(), wanted.get(v.vertex.id()))).toList());
    }
  }

  /**
   * Lets a tuner watch it for so long.
   *
   * @param watched place of a vertex in the chain
   * @return the parallelism of that vertex in each of the runs
   */
  final List<Integer> play(Tuner tuner, Duration time, int watched) {
    List<Integer> parallelism = new ArrayList<>(List.of(vertex(watched).parallelism()));
    TunerState state = tuner.initialState();
    for (int step = 0; step < seenFrom + time.toSeconds() * STEPS_PER_SECOND; step++) {
      backlog += arriving(step);
      if (step < run.begin) {
        continue;
      }
      work(step);
      if (step >= seenFrom
          && step % STEPS_PER_POLL == 0
          && metrics.add(poll(step)) instanceof Ready ready) {
        Tuned tuned = tuner.decide(input(ready, state));
        state = tuned.state();
        remember(ready.metrics());
        if (tuned.decision() instanceof Decision.Rescale rescale) {
          run = run.next(rescale.parallelism(), step + STEPS_PER_SECOND);
          parallelism.add(vertex(watched).parallelism());
          reasons.add("%d s: %s".formatted(step / STEPS_PER_SECOND, rescale.reason()));
        }
      }
    }
    return parallelism;
  }

  private TuningInput input(Ready ready, TunerState state) {
    return new TuningInput(
        run.graph(),
        ready.metrics(),
        history,
        limits(),
        state,
        ready.pieces(),
        ready.wholePeriods());
  }

  private JobSnapshot poll(int step) {
    Map<OperatorId, VertexSample> samples = new HashMap<>();
    for (Vertex vertex : run.chain) {
      OptionalLong pending =
          isSource(vertex) ? OptionalLong.of(Math.round(backlog)) : OptionalLong.empty();
      samples.put(vertex.vertex.id(), vertex.sample(pending));
    }
    return new JobSnapshot(
        "run-" + run.begin,
        "job",
        JobState.RUNNING,
        at(step),
        at(run.begin),
        run.graph(),
        samples,
        new Slots(256, 128));
  }

  private boolean isSource(Vertex vertex) {
    return vertex.equals(run.chain.get(0));
  }

  private static Instant at(int step) {
    return BEGIN.plusMillis(step * 1000L / STEPS_PER_SECOND);
  }

  private Limits limits() {
    Map<OperatorId, Bounds> bounds = new HashMap<>();
    for (Vertex vertex : run.chain) {
      bounds.put(vertex.vertex.id(), isSource(vertex) ? Bounds.fixed(1) : new Bounds(1, 64));
    }
    return new Limits(bounds);
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
