package io.conttune.benchmark.simulator.workload;

import io.conttune.core.Require;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * A job to simulate, and its load.
 *
 * @param name of the job
 * @param step time for which each rate holds
 * @param restarts how long a redeployment takes, and how often it fails
 * @param sourceRate tells whether sources report their backlog
 * @param slots of the cluster; all operators share slots, so that a job takes as many as its
 *     largest parallelism
 * @param rates factors on the unit rates, one after another
 * @param operators in topological order
 */
public record Workload(
    String name,
    Duration step,
    RestartModel restarts,
    SourceRateKnowledge sourceRate,
    int slots,
    List<Double> rates,
    List<OperatorModel> operators) {
  /** A source reads a backlog at most this many times as fast as it grows at the peak. */
  private static final double SOURCE_HEADROOM = 2;

  public Workload {
    Require.text("name", name);
    Require.atLeast("step in milliseconds", 1L, step.toMillis());
    Objects.requireNonNull(restarts, "restarts");
    Objects.requireNonNull(sourceRate, "sourceRate");
    Require.atLeast("slots", 1, slots);
    rates = List.copyOf(rates);
    Require.atLeast("number of rates", 1, rates.size());
    rates.forEach(rate -> Require.nonNegative("rate", rate));
    operators = sorted(operators);
  }

  /** Tells whether sources report their backlog, from which their real rate follows. */
  public enum SourceRateKnowledge {
    /** Sources report pendingRecords. */
    KNOWN,
    /** Sources report only the records that they read. */
    UNKNOWN
  }

  /** The same job with sources that do or do not report their backlog. */
  public Workload with(SourceRateKnowledge other) {
    return new Workload(name, step, restarts, other, slots, rates, operators);
  }

  /** The same job with another time for which each rate holds. */
  public Workload with(Duration otherStep) {
    return new Workload(name, otherStep, restarts, sourceRate, slots, rates, operators);
  }

  /** The median downtime of a redeployment with the state that the operators have. */
  public Duration restart() {
    return restarts.downtime(operators.stream().mapToDouble(OperatorModel::state).sum());
  }

  /** Records per second that each operator receives if nothing is throttled, by their order. */
  public double[] demand(double rate) {
    Map<OperatorId, Double> of = new HashMap<>();
    double[] result = new double[operators.size()];
    for (int i = 0; i < result.length; i++) {
      OperatorModel operator = operators.get(i);
      double read = operator.unitRate().orElse(0) * rate;
      for (OperatorModel.Input input : operator.inputs()) {
        read += of.get(input.from()) * input.selectivity();
      }
      of.put(operator.id(), read);
      result[i] = read;
    }
    return result;
  }

  /** Records per second of all sources together at the rate 1. */
  public double unitRate() {
    return operators.stream().mapToDouble(operator -> operator.unitRate().orElse(0)).sum();
  }

  /** The most subtasks that this operator may have. */
  public int most(OperatorModel operator) {
    return Math.min(slots, operator.maxParallelism().orElse(slots));
  }

  /**
   * The parallelism at which every source stays: its partitions if they are given, or else the
   * least that reads twice the peak rate. A source is then never the bottleneck.
   */
  public int ofSource(OperatorModel source, double peak) {
    double wanted = SOURCE_HEADROOM * peak * source.unitRate().orElseThrow();
    int most = most(source);
    return source.maxParallelism().isPresent()
        ? most
        : Minimum.least(source, most, wanted).orElseGet(() -> Minimum.best(source, most));
  }

  /**
   * Slots that the tuned operators take: they share them, so that these are as many as their
   * largest parallelism; 0 where a job has nothing but sources. Sources stay as they are and would
   * hide what a tuner does.
   */
  public int tunedSlots(Map<OperatorId, Integer> parallelism) {
    return operators.stream()
        .filter(operator -> !operator.isSource())
        .mapToInt(operator -> parallelism.get(operator.id()))
        .max()
        .orElse(0);
  }

  /** The same job in which every tuned operator has this noise. */
  public Workload withNoise(double noise) {
    return withTuned(operator -> operator.withNoise(noise));
  }

  /** The same job in which every tuned operator has this skew. */
  public Workload withSkew(double skew) {
    return withTuned(operator -> operator.withSkew(skew));
  }

  private Workload withTuned(UnaryOperator<OperatorModel> change) {
    List<OperatorModel> changed =
        operators.stream()
            .map(operator -> operator.isSource() ? operator : change.apply(operator))
            .toList();
    return new Workload(name, step, restarts, sourceRate, slots, rates, changed);
  }

  /** The job graph at a parallelism; all edges are keyed, so no operators share a parallelism. */
  public JobGraph graph(ToIntFunction<OperatorModel> parallelism) {
    List<JobVertex> vertices = new ArrayList<>();
    List<JobEdge> edges = new ArrayList<>();
    for (OperatorModel operator : operators) {
      String name = operator.id().value();
      vertices.add(
          new JobVertex(
              operator.id(),
              name,
              List.of(name),
              parallelism.applyAsInt(operator),
              operator.maxParallelism()));
      operator
          .inputs()
          .forEach(in -> edges.add(new JobEdge(in.from(), operator.id(), ShipStrategy.HASH)));
    }
    return new JobGraph(vertices, edges);
  }

  private static List<OperatorModel> sorted(List<OperatorModel> operators) {
    Map<OperatorId, OperatorModel> byId = new LinkedHashMap<>();
    operators.forEach(operator -> byId.put(operator.id(), operator));
    List<JobVertex> vertices =
        operators.stream()
            .map(o -> new JobVertex(o.id(), o.id().value(), List.of(), 1, OptionalInt.empty()))
            .toList();
    List<JobEdge> edges =
        operators.stream()
            .flatMap(
                o ->
                    o.inputs().stream()
                        .map(in -> new JobEdge(in.from(), o.id(), ShipStrategy.HASH)))
            .toList();
    // The graph refuses what is no graph of distinct operators without a cycle.
    return new JobGraph(vertices, edges)
        .vertices().stream().map(vertex -> byId.get(vertex.id())).toList();
  }
}
