package io.conttune.benchmark.simulator.job;

import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One run of a job at one parallelism. */
final class Deployment {
  private final String jobId;
  private final JobGraph graph;
  private final Map<OperatorId, Integer> parallelism;
  private final Instant upAt;
  private final Fate fate;
  private final int slots;
  private final int[] subtasks;
  private final double[] ability;
  private final double[] throughput;

  /**
   * A run.
   *
   * @param upAt virtual time from which the run processes records, or at which it fails
   * @param fate tells which of them happens
   */
  Deployment(
      Workload workload,
      String jobId,
      Map<OperatorId, Integer> parallelism,
      Instant upAt,
      Fate fate) {
    this.fate = fate;
    this.jobId = jobId;
    this.parallelism = Map.copyOf(parallelism);
    this.upAt = upAt;
    graph = workload.graph(operator -> parallelism.get(operator.id()));
    slots = workload.tunedSlots(parallelism);
    List<OperatorModel> operators = workload.operators();
    subtasks = operators.stream().mapToInt(o -> parallelism.get(o.id())).toArray();
    ability =
        operators.stream().mapToDouble(o -> o.capacity().at(parallelism.get(o.id()))).toArray();
    throughput =
        operators.stream().mapToDouble(o -> o.throughput(parallelism.get(o.id()))).toArray();
  }

  String jobId() {
    return jobId;
  }

  JobGraph graph() {
    return graph;
  }

  Map<OperatorId, Integer> parallelism() {
    return parallelism;
  }

  Instant upAt() {
    return upAt;
  }

  /** Returns whether the run comes up at all. */
  boolean comesUp() {
    return fate == Fate.COMES_UP;
  }

  /** Tells a run that comes up from one that fails instead. */
  enum Fate {
    /** It processes records from its time on. */
    COMES_UP,
    /** It fails at that time. */
    FAILS
  }

  /** Slots that its tuned operators take. */
  int slots() {
    return slots;
  }

  int subtasks(int operator) {
    return subtasks[operator];
  }

  /** Its processing ability, before any drift. */
  double ability(int operator) {
    return ability[operator];
  }

  /** Records per second that every operator can process. */
  double[] throughput(double drift) {
    double[] result = throughput.clone();
    for (int o = 0; o < result.length; o++) {
      result[o] *= drift;
    }
    return result;
  }
}
