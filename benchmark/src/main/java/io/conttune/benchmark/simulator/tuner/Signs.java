package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.TuningInput;
import java.util.List;

/**
 * The signs that rule-based tuners act on: who holds up whom, and whether the job works off a
 * backlog.
 */
record Signs(TuningInput input) {
  private static final double BACK_PRESSURE = 0.1;
  private static final double NEGLIGIBLE_SECONDS = 1;

  boolean someoneIsHeldUp() {
    return input.metrics().operators().values().stream()
        .anyMatch(operator -> operator.backPressureShare() >= BACK_PRESSURE);
  }

  /** Operators of {@code among} that hold their producers up and are not held up themselves. */
  List<JobVertex> bottlenecks(List<JobVertex> among) {
    return among.stream()
        .filter(vertex -> heldUpBy(vertex) >= BACK_PRESSURE)
        .filter(vertex -> metrics(vertex).backPressureShare() < BACK_PRESSURE)
        .toList();
  }

  /** Largest share of its time that a producer of this operator waits for it. */
  double heldUpBy(JobVertex consumer) {
    return input.graph().inputsOf(consumer.id()).stream()
        .map(JobEdge::from)
        .filter(input.metrics().operators()::containsKey)
        .mapToDouble(producer -> input.metrics().of(producer).backPressureShare())
        .max()
        .orElse(0);
  }

  /**
   * Returns whether all backlogs fall. Operators then wait for others because the job reads as fast
   * as it can, and not because it is too slow. Without reported backlogs the answer is no.
   */
  boolean isCatchingUp() {
    List<OperatorMetrics> behind =
        input.metrics().operators().values().stream()
            .filter(source -> source.backlog().filter(b -> matters(b, source)).isPresent())
            .toList();
    return !behind.isEmpty()
        && behind.stream().allMatch(source -> source.backlog().orElseThrow().growth() < 0);
  }

  private static boolean matters(Backlog backlog, OperatorMetrics source) {
    double rate = Math.max(0, source.inputRate() + backlog.growth());
    return backlog.peak() > NEGLIGIBLE_SECONDS * rate;
  }

  OperatorMetrics metrics(JobVertex vertex) {
    return input.metrics().of(vertex.id());
  }
}
