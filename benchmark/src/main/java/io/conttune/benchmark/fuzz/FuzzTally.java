package io.conttune.benchmark.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what became of the steps that met spoilt replies. */
final class FuzzTally {
  private final Map<Mutation, Map<StepKind, Long>> counts = new EnumMap<>(Mutation.class);
  private final List<FuzzResult.Broken> broken = new ArrayList<>();
  private int replies;

  /** A reply was spoilt so, and the step that met it came to this. */
  void count(Mutation mutation, StepKind kind) {
    replies++;
    counts
        .computeIfAbsent(mutation, key -> new EnumMap<>(StepKind.class))
        .merge(kind, 1L, Long::sum);
  }

  void broken(FuzzResult.Broken step) {
    broken.add(step);
  }

  int replies() {
    return replies;
  }

  FuzzResult result(long acts, List<FuzzResult.WrongAct> wrong) {
    return new FuzzResult(counts, acts, wrong, broken);
  }
}
