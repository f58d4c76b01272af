package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TuningInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random search: every operator that does not fit draws another parallelism. An operator fits if no
 * producer waits for it, and if by its busy time one subtask fewer would not suffice. The draw
 * depends on the seed and the time of the window alone, so the same input has the same answer.
 */
final class RandomTuner extends MemorylessTuner {
  private final long seed;

  RandomTuner(long seed) {
    super("random");
    this.seed = seed;
  }

  @Override
  Tuned decide(TuningInput input, Answers answers) {
    Signs signs = new Signs(input);
    if (signs.isCatchingUp()) {
      return answers.hold("works off a backlog");
    }
    List<JobVertex> free = answers.free();
    // Behind a bottleneck too few records arrive to judge the other operators.
    List<JobVertex> misfits =
        signs.someoneIsHeldUp()
            ? signs.bottlenecks(free)
            : free.stream().filter(vertex -> hasTooMuch(vertex, signs)).toList();
    SplittableRandom random = new SplittableRandom(seed + input.metrics().until().toEpochMilli());
    Map<OperatorId, Integer> drawn = new HashMap<>();
    for (JobVertex vertex : misfits) {
      Bounds bounds = input.limits().of(vertex.id());
      drawn.put(vertex.id(), random.nextInt(bounds.least(), bounds.most() + 1));
    }
    return answers.want(drawn, "%d operators do not fit".formatted(misfits.size()));
  }

  private static boolean hasTooMuch(JobVertex vertex, Signs signs) {
    int fewer = vertex.parallelism() - 1;
    return fewer >= signs.input().limits().of(vertex.id()).least()
        && signs.metrics(vertex).time().busy() * vertex.parallelism() <= fewer;
  }
}
