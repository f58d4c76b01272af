package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TuningInput;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Rules in the manner of Dhalion [Floratou et al., PVLDB 2017], which change one operator at a
 * time.
 *
 * <ul>
 *   <li>Under backpressure the operator that causes it grows. If its producers wait for a share w
 *       of the time, it grows to 1 / (1 − w) times its parallelism, at most to twice.
 *   <li>Without backpressure the operator with the most idle time shrinks by a fifth, if by its
 *       busy time the remaining subtasks would be at most 90 % busy.
 * </ul>
 *
 * <p>Dhalion itself undoes a shrinking that led to backpressure, and remembers it. Here the 90 %
 * take the place of that memory.
 */
final class DhalionTuner extends MemorylessTuner {
  private static final double MOST_GROWTH = 2;
  private static final double SHRINKS_BY = 0.2;
  private static final double BUSY_AFTERWARDS = 0.9;

  DhalionTuner() {
    super("dhalion");
  }

  @Override
  Tuned decide(TuningInput input, Answers answers) {
    Signs signs = new Signs(input);
    if (signs.isCatchingUp()) {
      return answers.hold("works off a backlog");
    }
    Optional<JobVertex> slow =
        signs.bottlenecks(answers.free()).stream()
            .max(Comparator.comparingDouble(v -> signs.metrics(v).time().busy()));
    if (slow.isPresent()) {
      return answers.want(
          Map.of(slow.get().id(), grown(slow.get(), signs.heldUpBy(slow.get()))),
          slow.get().name() + " is too slow");
    }
    return signs.someoneIsHeldUp()
        ? answers.hold("what holds it up may not be changed")
        : idlest(answers, signs)
            .map(v -> answers.want(Map.of(v.id(), shrunk(v)), v.name() + " has too much"))
            .orElseGet(() -> answers.hold("nothing has too much"));
  }

  private static int grown(JobVertex vertex, double heldUp) {
    double factor = Math.min(MOST_GROWTH, 1 / Math.max(1 - heldUp, 1 / MOST_GROWTH));
    return Math.max(vertex.parallelism() + 1, (int) Math.ceil(vertex.parallelism() * factor));
  }

  private static Optional<JobVertex> idlest(Answers answers, Signs signs) {
    return answers.free().stream()
        .filter(v -> shrunk(v) >= answers.input().limits().of(v.id()).least())
        .filter(v -> sufficesShrunk(signs.metrics(v).time().busy(), v))
        .max(Comparator.comparingDouble(v -> signs.metrics(v).time().idle()));
  }

  private static boolean sufficesShrunk(double busy, JobVertex vertex) {
    return busy * vertex.parallelism() <= BUSY_AFTERWARDS * shrunk(vertex);
  }

  private static int shrunk(JobVertex vertex) {
    return vertex.parallelism() - (int) Math.ceil(SHRINKS_BY * vertex.parallelism());
  }
}
