package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The figures of the paper [ContTune §6, Table 4a], shown beside the simulated ones. */
final class PaperFigures {
  /** Of the workloads that are built in, in their order. */
  private static final Map<Contender, List<Double>> PER_TUNING =
      Map.of(
          Contender.DHALION, List.of(3.08, 5.36, 4.97, 3.84, 5.59, 3.61),
          Contender.DS2, List.of(1.78, 2.29, 2.29, 1.49, 3.34, 3.21),
          Contender.BIG_DS2, List.of(1.73, 2.22, 2.29, 1.66, 3.34, 3.02),
          Contender.CONTTUNE_0, List.of(1.33, 1.61, 1.62, 1.26, 2.01, 1.46),
          Contender.CONTTUNE_3, List.of(1.16, 1.32, 1.28, 1.18, 1.55, 1.26),
          Contender.RANDOM, List.of(11.16, 22.72, 17.43, 16.18, 13.36, 8.72));

  private static final Map<Contender, List<Integer>> CORES =
      Map.of(
          Contender.DS2, List.of(14, 26, 24, 18, 25, 11),
          Contender.CONTTUNE_3, List.of(13, 25, 23, 18, 22, 10));

  /** Reconfigurations on Q1 in all six permutations. */
  private static final Map<Contender, Integer> ACQUISITION =
      Map.of(Contender.DS2, 275, Contender.CONTTUNE_CEI, 164, Contender.CONTTUNE_3, 151);

  /** Three totals on Q5, of which the paper does not say more. */
  private static final Map<Contender, String> TOP_K =
      Map.of(Contender.CONTTUNE_NO_TOP_K, "50, 35, 29", Contender.CONTTUNE_3, "27, 23, 26");

  private PaperFigures() {}

  static OptionalDouble perTuning(Contender contender, String workload) {
    int index = Workloads.NAMES.indexOf(workload);
    return PER_TUNING.containsKey(contender) && index >= 0
        ? OptionalDouble.of(PER_TUNING.get(contender).get(index))
        : OptionalDouble.empty();
  }

  static OptionalInt cores(Contender contender, String workload) {
    int index = Workloads.NAMES.indexOf(workload);
    return CORES.containsKey(contender) && index >= 0
        ? OptionalInt.of(CORES.get(contender).get(index))
        : OptionalInt.empty();
  }

  static String acquisition(Contender contender) {
    return String.valueOf(ACQUISITION.get(contender));
  }

  static String topK(Contender contender) {
    return TOP_K.get(contender);
  }
}
