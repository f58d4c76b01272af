package io.conttune.benchmark.simulator.workload;

import java.util.List;
import java.util.stream.IntStream;

/** Random jobs, which no tuner was made for. The same seed gives the same jobs on any machine. */
public final class GeneratedWorkloads {
  private static final long ODD = 0x9e3779b97f4a7c15L;

  private GeneratedWorkloads() {}

  /** So many jobs; those of a larger number begin with those of a smaller one. */
  public static List<Workload> of(long seed, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> new JobDraw(seed * ODD + number).job("generated-" + number))
        .toList();
  }
}
