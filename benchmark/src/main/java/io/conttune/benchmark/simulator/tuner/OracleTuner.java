package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.workload.Minimum;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows every curve and rate, and wants the least parallelism that suffices at each time. */
final class OracleTuner extends MemorylessTuner {
  private final Function<Instant, Minimum> minimum;

  /**
   * The oracle.
   *
   * @param minimum what it wants at a time
   */
  OracleTuner(String name, Function<Instant, Minimum> minimum) {
    super(name);
    this.minimum = minimum;
  }

  @Override
  Tuned decide(TuningInput input, Answers answers) {
    Minimum wanted = minimum.apply(input.metrics().until());
    return answers.want(wanted.parallelism(), reason(wanted));
  }

  private static String reason(Minimum wanted) {
    return wanted.outOfReach().isEmpty()
        ? "the least that suffices"
        : wanted.outOfReach().stream()
            .map(OperatorId::value)
            .collect(
                Collectors.joining(
                    ", ", "no parallelism reaches rate / target utilisation for ", ""));
  }
}
