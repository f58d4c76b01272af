package io.conttune.informed;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Learns from the newest piece what each operator carries. What it processes at a parallelism
 * proves that this is enough up to there; what a bottleneck processes is its capacity.
 */
final class Learning {
  /** A value that is nearer to the former one is not worth to be written. */
  private static final double WORTHWHILE = 0.01;

  /** Standard deviations of a mean rate by which less is certainly carried. */
  private static final double CERTAIN = 2;

  private Learning() {}

  /**
   * The knowledge after this load.
   *
   * @param known before
   * @param saturatedIn the operators that are saturated in each piece of the run; empty where the
   *     newest has no bottleneck
   * @param shortage in the newest piece of the load
   */
  static Map<OperatorId, Knowledge> from(
      Map<OperatorId, Knowledge> known,
      List<Saturated> saturatedIn,
      SteadyLoad load,
      Shortage shortage) {
    Map<OperatorId, Knowledge> result = new HashMap<>(known);
    int older = Math.max(0, saturatedIn.size() - load.pieces().size());
    List<Saturated> saturatedInLoad = saturatedIn.subList(older, saturatedIn.size());
    load.newest()
        .operators()
        .forEach(
            (id, measured) -> {
              Knowledge before = known.getOrDefault(id, Knowledge.NONE);
              double carried = meanRate(load, id) * (1 - CERTAIN * load.deviationOfMean());
              if (carried > 0) {
                OptionalDouble saturated =
                    shortage.bottlenecks().contains(id)
                        ? OptionalDouble.of(saturatedRate(before, id, saturatedInLoad, load))
                        : OptionalDouble.empty();
                result.put(id, learned(before, measured.parallelism(), carried, saturated));
              }
            });
    return result;
  }

  private static double meanRate(SteadyLoad load, OperatorId id) {
    return load.pieces().stream()
        .filter(piece -> piece.operators().containsKey(id))
        .mapToDouble(piece -> piece.of(id).inputRate())
        .average()
        .orElse(0);
  }

  /** The mean over the pieces in which it was saturated, at its present ability. */
  private static double saturatedRate(
      Knowledge known, OperatorId id, List<Saturated> saturatedIn, SteadyLoad load) {
    return saturatedIn.stream()
        .filter(saturated -> KnownCurve.isSinceLastShift(saturated.piece(), known))
        .filter(saturated -> saturated.contains(id))
        .mapToDouble(saturated -> saturated.inputRate(id))
        .average()
        .orElse(load.newest().of(id).inputRate());
  }

  private static Knowledge learned(
      Knowledge before, int parallelism, double carried, OptionalDouble saturated) {
    Proof former = before.at(parallelism).orElse(new Proof(parallelism, 0, OptionalDouble.empty()));
    OptionalDouble capacity =
        saturated.isPresent()
            ? nearest(former.capacity(), saturated.getAsDouble())
            : former.capacity();
    double most = carried > former.carried() * (1 + WORTHWHILE) ? carried : former.carried();
    // A rate beyond the capacity was that of a piece of which the records were miscounted.
    double possible = capacity.isPresent() ? Math.min(most, capacity.getAsDouble()) : most;
    Proof now = new Proof(parallelism, possible, capacity);
    return now.equals(former) ? before : before.with(now);
  }

  private static OptionalDouble nearest(OptionalDouble former, double now) {
    boolean isSame = former.isPresent() && Math.abs(now / former.getAsDouble() - 1) <= WORTHWHILE;
    return isSame || now <= 0 ? former : OptionalDouble.of(now);
  }
}
