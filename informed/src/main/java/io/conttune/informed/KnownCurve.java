package io.conttune.informed;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that is known of an operator's processing ability: its observations, corrected by
 * later changes of its ability, and the proofs. Where a throughput at saturation is known, it takes
 * the place of the quotient of rate and busy time, which is less exact.
 *
 * @param means one for each parallelism that was observed, smallest first
 * @param sinceFaster the same of observations made since the operator last became faster
 * @param proofs smallest parallelism first
 */
record KnownCurve(List<MeanAbility> means, List<MeanAbility> sinceFaster, List<Proof> proofs) {
  /** By how much a larger parallelism must exceed the smaller, to be expected to bring a gain. */
  private static final double STEP = 1.5;

  /** By how much an operator must become faster, that what limited it may be lifted. */
  private static final double FASTER = 1.1;

  /** Share up to which two throughputs of different times may differ by a drift of what limits. */
  private static final double DRIFT = 0.1;

  /** Share of the linear gain up to which a gain is little. */
  private static final double LITTLE = 0.25;

  /** Share by which a capacity may miss the rate that it carries, for the error of both. */
  private static final double EXACT = 0.001;

  /** Samples for which a throughput at saturation stands. */
  private static final int SAMPLES_OF_CAPACITY = 100;

  KnownCurve {
    means = List.copyOf(means);
    sinceFaster = List.copyOf(sinceFaster);
    proofs = List.copyOf(proofs);
  }

  /** A curve of an operator that has not become faster. */
  KnownCurve(List<MeanAbility> means, List<Proof> proofs) {
    this(means, means, proofs);
  }

  /**
   * The curve of an operator.
   *
   * @param observations of it alone, oldest first
   */
  static KnownCurve of(List<Observation> observations, Knowledge knowledge) {
    List<Observation> sinceFaster =
        knowledge.shifts().stream()
            .filter(shift -> shift.factor() >= FASTER)
            .map(Shift::at)
            .max(Comparator.naturalOrder())
            .map(at -> observations.stream().filter(seen -> !seen.at().isBefore(at)).toList())
            .orElse(observations);
    List<MeanAbility> means = means(observations, knowledge);
    return new KnownCurve(
        means,
        sinceFaster.size() == observations.size() ? means : means(sinceFaster, knowledge),
        knowledge.proofs());
  }

  private static List<MeanAbility> means(List<Observation> observations, Knowledge knowledge) {
    Map<Integer, List<Observation>> byParallelism =
        observations.stream()
            .collect(
                Collectors.groupingBy(Observation::parallelism, TreeMap::new, Collectors.toList()));
    Map<Integer, MeanAbility> means = new TreeMap<>();
    byParallelism.forEach(
        (p, same) -> {
          double mean =
              same.stream().mapToDouble(seen -> corrected(seen, knowledge)).average().orElseThrow();
          means.put(p, new MeanAbility(p, mean, same.size()));
        });
    for (Proof proof : knowledge.proofs()) {
      int p = proof.parallelism();
      if (proof.capacity().isPresent()) {
        means.put(p, new MeanAbility(p, proof.capacity().getAsDouble(), SAMPLES_OF_CAPACITY));
      } else if (means.containsKey(p) && means.get(p).processingAbility() < proof.carried()) {
        means.put(p, new MeanAbility(p, proof.carried(), means.get(p).samples()));
      }
    }
    return new ArrayList<>(means.values());
  }

  /** What the operator would process now where it once processed this. */
  static double corrected(Observation seen, Knowledge knowledge) {
    double ability = seen.processingAbility();
    for (Shift shift : knowledge.shifts()) {
      if (seen.at().isBefore(shift.at())) {
        ability *= shift.factor();
      }
    }
    return ability;
  }

  /** Returns whether the operator had its present ability throughout this piece. */
  static boolean isSinceLastShift(JobMetrics piece, Knowledge knowledge) {
    Instant begin = piece.until().minus(piece.length());
    return knowledge.shifts().stream().noneMatch(shift -> begin.isBefore(shift.at()));
  }

  /** The same curve without observations that the present ability of the operator contradicts. */
  KnownCurve credible(PresentProof present) {
    return new KnownCurve(present.credible(means), present.credible(sinceFaster), proofs);
  }

  /**
   * What shows that more subtasks bring nothing. Throughputs at saturation are asked first, because
   * an observation from before the limit may hide it. They are exact, so that each step without
   * gain is told. From a single subtask it is not: the records of several are spread unevenly,
   * which may cost the whole gain of the first step. A smaller parallelism that was never saturated
   * has no such throughput, but may have carried more than any of them.
   *
   * <p>What limits may drift: the throughput of the parallelism that runs is of today, that of a
   * larger one of when it was tried. So a gain that such a drift explains is none.
   */
  Optional<Plateau> plateau(InputParts parts) {
    return proven(capacities(), parts)
        .or(() -> proven(sinceFaster, parts))
        .or(() -> ofSeveral(Plateau.of(capacities(), parts)))
        .or(() -> ofSeveral(Plateau.of(capacities(), parts, DRIFT)))
        .map(this::atMostCarried);
  }

  private static Optional<Plateau> ofSeveral(Optional<Plateau> plateau) {
    return plateau.filter(step -> step.parallelism() > 1);
  }

  /** The same plateau, or that of the smaller parallelism which carried the most beyond it. */
  private Plateau atMostCarried(Plateau plateau) {
    return proofs.stream()
        .filter(proof -> proof.parallelism() < plateau.parallelism())
        .filter(proof -> proof.carried() > plateau.ability())
        .max(
            Comparator.comparingDouble(Proof::carried)
                .thenComparing(Proof::parallelism, Comparator.reverseOrder()))
        .map(proof -> plateau.at(proof.parallelism(), proof.carried()))
        .orElse(plateau);
  }

  /**
   * Returns whether this parallelism processes hardly more at saturation than a far smaller one.
   */
  boolean gainsLittle(int present, InputParts parts) {
    List<MeanAbility> known = capacities();
    return known.stream()
        .filter(seen -> seen.parallelism() == present)
        .anyMatch(
            now ->
                known.stream()
                    .filter(seen -> seen.parallelism() > 1)
                    .filter(seen -> step(seen, now, parts) >= STEP)
                    .max(Comparator.comparingInt(MeanAbility::parallelism))
                    .filter(
                        smaller ->
                            now.processingAbility()
                                < smaller.processingAbility()
                                    * (1 + LITTLE * (step(smaller, now, parts) - 1)))
                    .isPresent());
  }

  private static double step(MeanAbility smaller, MeanAbility larger, InputParts parts) {
    return parts.effective(larger.parallelism()) / parts.effective(smaller.parallelism());
  }

  private static Optional<Plateau> proven(List<MeanAbility> history, InputParts parts) {
    return Plateau.of(history, parts).filter(Plateau::isProven);
  }

  private List<MeanAbility> capacities() {
    return proofs.stream()
        .flatMap(
            proof ->
                proof.capacity().stream()
                    .mapToObj(c -> new MeanAbility(proof.parallelism(), c, SAMPLES_OF_CAPACITY)))
        .toList();
  }

  /** The least parallelism that is proven enough; empty if none is. */
  OptionalInt leastProven(Load wanted) {
    return proofs.stream()
        .filter(proof -> isEnough(proof, wanted))
        .mapToInt(Proof::parallelism)
        .min();
  }

  /**
   * The least parallelism that is not proven too few. Proofs are read from the smallest parallelism
   * up to the first that is enough, as a curve may fall beyond it.
   */
  int leastNotRefuted(Load wanted) {
    int least = 1;
    for (Proof proof : proofs) {
      if (isEnough(proof, wanted)) {
        break;
      }
      if (proof.capacity().isPresent()) {
        least = proof.parallelism() + 1;
      }
    }
    return least;
  }

  private static boolean isEnough(Proof proof, Load wanted) {
    double most = Math.max(proof.carried(), proof.capacity().orElse(0));
    return most >= wanted.at(proof.parallelism()) * (1 - EXACT);
  }
}
