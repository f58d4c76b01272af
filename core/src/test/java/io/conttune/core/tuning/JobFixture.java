package io.conttune.core.tuning;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Builds the input of a tuner by hand, for tests. A vertex's name is its id. Sources are fixed
 * unless bounds are given; the others may have 1 to 64 subtasks.
 */
public final class JobFixture {
  /** The end of the window of every fixture. */
  public static final Instant WINDOW_END = Instant.parse("2026-01-01T00:01:00Z");

  private final Map<String, Integer> parallelism = new LinkedHashMap<>();
  private final List<JobEdge> edges = new ArrayList<>();
  private final Map<OperatorId, OperatorMetrics> metrics = new HashMap<>();
  private final Map<OperatorId, Bounds> bounds = new HashMap<>();
  private final List<Observation> observations = new ArrayList<>();
  private final Map<String, Integer> keyGroups = new HashMap<>();
  private final Set<OperatorId> bursty = new HashSet<>();
  private Duration length = Duration.ofSeconds(60);
  private OptionalDouble drift = OptionalDouble.empty();

  /** The id of the vertex of this name. */
  public static OperatorId id(String name) {
    return new OperatorId(name);
  }

  /** Adds a vertex without metrics, as if it had finished. */
  public JobFixture vertex(String name, int subtasks) {
    parallelism.put(name, subtasks);
    return this;
  }

  /**
   * Adds a running vertex.
   *
   * @param in records/s received
   * @param out records/s emitted
   * @param busy share of time; the rest is idle
   */
  public JobFixture vertex(String name, int subtasks, double in, double out, double busy) {
    return vertex(name, subtasks, in, out, new TaskTime(busy, 1 - busy, 0));
  }

  /** Adds a running vertex. */
  public JobFixture vertex(String name, int subtasks, double in, double out, TaskTime time) {
    vertex(name, subtasks);
    long records = Math.round(in * length.toSeconds());
    OperatorId id = id(name);
    metrics.put(
        id,
        new OperatorMetrics(
            id, subtasks, records, in, out, time, OptionalDouble.empty(), Optional.empty()));
    return this;
  }

  /** Gives a running source a backlog. */
  public JobFixture backlog(String name, double records, double growth) {
    OperatorMetrics m = metrics.get(id(name));
    metrics.put(
        m.id(),
        new OperatorMetrics(
            m.id(),
            m.parallelism(),
            m.records(),
            m.inputRate(),
            m.outputRate(),
            m.time(),
            m.busiest(),
            Optional.of(
                new Backlog(
                    records, growth, Math.max(records, records - growth * length.toSeconds())))));
    return this;
  }

  /** Tells how much of what a running vertex sends goes to this consumer, in records/s. */
  public JobFixture sends(String from, String to, double rate) {
    metrics.computeIfPresent(
        id(from),
        (id, m) -> {
          Map<OperatorId, Double> rates = new HashMap<>(m.outputRates());
          rates.put(id(to), rate);
          return m.withOutputRates(rates);
        });
    return this;
  }

  /** Tells the busy share of the busiest subtask of a running vertex. */
  public JobFixture busiest(String name, double share) {
    metrics.computeIfPresent(id(name), (id, m) -> m.withBusiest(share));
    return this;
  }

  /** A running vertex waits for room in its output whenever it is not busy. */
  public JobFixture heldUp(String name) {
    metrics.computeIfPresent(
        id(name),
        (id, m) ->
            new OperatorMetrics(
                id,
                m.parallelism(),
                m.records(),
                m.inputRate(),
                m.outputRate(),
                new TaskTime(m.time().busy(), 0, 1 - m.time().busy()),
                m.busiest(),
                m.backlog()));
    return this;
  }

  /** Adds an edge. */
  public JobFixture edge(String from, String to, ShipStrategy strategy) {
    edges.add(new JobEdge(id(from), id(to), strategy));
    return this;
  }

  /** Adds edges by key from each vertex to the next. */
  public JobFixture chain(String... names) {
    for (int i = 1; i < names.length; i++) {
      edge(names[i - 1], names[i], ShipStrategy.HASH);
    }
    return this;
  }

  /** Sets the number of key groups of a vertex, which otherwise nobody tells. */
  public JobFixture keyGroups(String name, int number) {
    keyGroups.put(name, number);
    return this;
  }

  /** Sets the bounds of a vertex. */
  public JobFixture bounds(String name, int least, int most) {
    bounds.put(id(name), new Bounds(least, most));
    return this;
  }

  /** Adds an observation from before this window. */
  public JobFixture observed(String name, int subtasks, double processingAbility) {
    Instant at = WINDOW_END.minusSeconds(3600).plusSeconds(observations.size());
    observations.add(new Observation(id(name), subtasks, processingAbility, at));
    return this;
  }

  /** Sets how far the rates changed within the window. */
  public JobFixture drift(double relative) {
    drift = OptionalDouble.of(relative);
    return this;
  }

  /** A vertex writes in bursts of which the window does not hold two whole periods. */
  public JobFixture bursty(String name) {
    bursty.add(id(name));
    return this;
  }

  /** Sets the length of the window; before the vertices, whose record counts depend on it. */
  public JobFixture window(Duration other) {
    length = other;
    return this;
  }

  /** The graph. */
  public JobGraph graph() {
    List<JobVertex> vertices = new ArrayList<>();
    parallelism.forEach(
        (name, p) ->
            vertices.add(
                new JobVertex(
                    id(name),
                    name,
                    List.of(name),
                    p,
                    keyGroups.containsKey(name)
                        ? OptionalInt.of(keyGroups.get(name))
                        : OptionalInt.empty())));
    return new JobGraph(vertices, edges);
  }

  /** The metrics. */
  public JobMetrics metrics() {
    return new JobMetrics(WINDOW_END, length, metrics, drift, bursty);
  }

  /** All of it. */
  public TuningInput input(TunerState state) {
    JobGraph graph = graph();
    Map<OperatorId, Bounds> all = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      boolean fixed = graph.isSource(vertex.id()) || !metrics.containsKey(vertex.id());
      all.put(vertex.id(), fixed ? Bounds.fixed(vertex.parallelism()) : new Bounds(1, 64));
    }
    all.putAll(bounds);
    return new TuningInput(graph, metrics(), new History(5, observations), new Limits(all), state);
  }
}
