package io.conttune.informed;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.informed.FormerAbility.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Recognises that an operator's processing ability has changed: at the same parallelism it no
 * longer does what it did. Its history is then corrected by the ratio instead of being thrown away,
 * because the shape of its curve is still the same.
 */
final class AbilityShifts {
  /** A smaller change is not worth a correction: the model's own margin covers it. */
  private static final double LEAST = 0.04;

  /** The same where the former ability is only told by its neighbours. */
  private static final double LEAST_BETWEEN = 0.06;

  /** The same of an operator that was limited, and is no longer. */
  private static final double LEAST_RELIEF = 0.1;

  /** A drop that one piece tells. A smaller one may be its noise, and a second piece must agree. */
  private static final double CLEAR = 0.08;

  /** By how much a throughput must exceed another to count as a gain. */
  private static final double GAIN = 1.05;

  /** Standard deviations up to which a difference is noise, where the deviation is well known. */
  private static final double NOISE = 4;

  /** The same where every look at the job asks again: what is rare then happens on some day. */
  private static final double NOISE_OF_LOOKS = 6;

  /** Busy share below which the quotient of rate and busy time is too uncertain. */
  private static final double BUSY = 0.4;

  /** Pieces whose mean tells the present ability of an operator that is not saturated. */
  private static final int PIECES = 4;

  private AbilityShifts() {}

  /**
   * The knowledge after the shifts that these pieces show.
   *
   * @param known before
   * @param pieces of one run, oldest first
   * @param saturatedIn the operators that are saturated in each of them; empty where the newest has
   *     no bottleneck
   * @param load of the newest of them
   * @param shortage whose bottlenecks process their capacity in the newest of them
   * @param history observations by operator, oldest first
   * @param tuning the last redeployment
   */
  static Map<OperatorId, Knowledge> applied(
      Map<OperatorId, Knowledge> known,
      List<JobMetrics> pieces,
      List<Saturated> saturatedIn,
      SteadyLoad load,
      Shortage shortage,
      Map<OperatorId, List<Observation>> history,
      Tuning tuning) {
    Map<OperatorId, Shift> shifts = new HashMap<>();
    Map<OperatorId, Knowledge> result = new HashMap<>(known);
    OptionalDouble common = OptionalDouble.empty();
    for (OperatorId id : shortage.bottlenecks()) {
      OperatorMetrics measured = load.newest().of(id);
      Past past = past(id, known, history, load, 1);
      if (isLimited(past, measured, tuning)) {
        result.put(id, limited(past.known(), measured));
        continue;
      }
      // Of most operators the newest throughput alone shows that nothing has changed.
      Supplier<Throughputs> throughputs = () -> Throughputs.of(id, saturatedIn, load.deviation());
      Optional<Shift> shift =
          ofSaturated(past, throughputs, measured)
              .or(() -> ofRelieved(past, throughputs, measured));
      shift.ifPresent(seen -> shifts.put(id, seen));
      if (shift.isPresent()) {
        common = OptionalDouble.of(shift.get().factor());
      }
    }
    for (OperatorMetrics measured : load.newest().operators().values()) {
      OperatorId id = measured.id();
      if (!shortage.bottlenecks().contains(id)) {
        Optional<Shift> shift =
            common.isPresent()
                ? shared(past(id, known, history, load, 1), measured, common.getAsDouble())
                : Optional.empty();
        shift
            .or(() -> ofBusy(past(id, known, history, load, PIECES), pieces, measured))
            .ifPresent(seen -> shifts.put(id, seen));
      }
    }
    shifts.forEach(
        (id, shift) -> result.put(id, known.getOrDefault(id, Knowledge.NONE).with(shift)));
    return result;
  }

  /**
   * An operator before the newest pieces.
   *
   * @param history its observations
   * @param begin of the newest pieces
   * @param length of one piece
   */
  private record Past(
      Knowledge known,
      FormerAbility ability,
      List<Observation> history,
      Instant begin,
      Duration length) {}

  /**
   * Throughputs of an operator in the pieces of one run in which it was saturated.
   *
   * @param before in the piece before the newest; empty if there is none
   * @param deviation relative standard deviation of one piece, as far as it is known
   */
  private record Throughputs(OptionalDouble before, double deviation) {
    static Throughputs of(OperatorId id, List<Saturated> saturatedIn, double deviationOfLoad) {
      List<Double> rates =
          saturatedIn.stream()
              .filter(saturated -> saturated.contains(id))
              .map(saturated -> saturated.inputRate(id))
              .toList();
      return new Throughputs(
          rates.size() > 1
              ? OptionalDouble.of(rates.get(rates.size() - 2))
              : OptionalDouble.empty(),
          Math.max(deviationOfLoad, Deviation.ofSteps(rates).orElse(0)));
    }

    double noise() {
      return NOISE * deviation;
    }

    /** Returns whether so many records/s are less than this, beyond noise. */
    boolean areLess(double now, double least) {
      return now < least && (now < least * (1 - CLEAR) || before.orElse(least) < least);
    }

    /** Returns whether so many records/s are more than this, beyond noise. */
    boolean areMore(double now, double most) {
      return now > most && before.orElse(most) > most;
    }
  }

  private static Past past(
      OperatorId id,
      Map<OperatorId, Knowledge> known,
      Map<OperatorId, List<Observation>> history,
      SteadyLoad load,
      int pieces) {
    Knowledge own = known.getOrDefault(id, Knowledge.NONE);
    Instant begin = load.newest().until().minus(load.newest().length().multipliedBy(pieces));
    List<Observation> observations = history.getOrDefault(id, List.of());
    return new Past(
        own,
        new FormerAbility(begin, observations, own),
        observations,
        begin,
        load.newest().length());
  }

  /**
   * Returns whether the job grew because this operator had become slower, and it processes no more
   * all the same. Then it has not become slower again: something else limits it.
   */
  private static boolean isLimited(Past past, OperatorMetrics measured, Tuning tuning) {
    List<Shift> shifts = past.known().shifts();
    if (shifts.isEmpty() || tuning.redeployments() == 0) {
      return false;
    }
    Duration between = Duration.between(shifts.get(shifts.size() - 1).at(), tuning.at());
    boolean isForShift =
        !between.isNegative() && between.compareTo(past.length().multipliedBy(PIECES)) <= 0;
    return isForShift
        && past.known().proofs().stream()
            .filter(proof -> proof.parallelism() < measured.parallelism())
            .flatMap(proof -> proof.capacity().stream().boxed())
            .anyMatch(capacity -> measured.inputRate() <= capacity * GAIN);
  }

  /** The knowledge in which no parallelism below this one processes more. */
  private static Knowledge limited(Knowledge known, OperatorMetrics measured) {
    double most = measured.inputRate();
    return new Knowledge(
        known.proofs().stream()
            .map(proof -> proof.parallelism() < measured.parallelism() ? proof.atMost(most) : proof)
            .toList(),
        known.shifts());
  }

  /** A throughput beyond the capacity of an operator that something had limited. */
  private static Optional<Shift> ofRelieved(
      Past past, Supplier<Throughputs> throughputs, OperatorMetrics measured) {
    OptionalDouble capacity =
        past.known().at(measured.parallelism()).map(Proof::capacity).orElse(OptionalDouble.empty());
    double now = measured.inputRate();
    if (capacity.isEmpty() || now <= capacity.getAsDouble() * (1 + LEAST_RELIEF)) {
      return Optional.empty();
    }
    Throughputs each = throughputs.get();
    double least = 1 + Math.max(LEAST_RELIEF, each.noise());
    return each.areMore(now, capacity.getAsDouble() * least)
            && KnownCurve.of(past.history(), past.known())
                .plateau(InputParts.ANY)
                .filter(plateau -> measured.parallelism() >= plateau.parallelism())
                .isPresent()
        ? Optional.of(new Shift(now / capacity.getAsDouble(), past.begin()))
        : Optional.empty();
  }

  /** A throughput at saturation below what the same parallelism carried, or should carry. */
  private static Optional<Shift> ofSaturated(
      Past past, Supplier<Throughputs> throughputs, OperatorMetrics measured) {
    int parallelism = measured.parallelism();
    double now = measured.inputRate();
    Optional<Proof> proof = past.known().at(parallelism);
    double carried = proof.map(Proof::carried).orElse(0.0);
    OptionalDouble capacity = proof.isPresent() ? proof.get().capacity() : OptionalDouble.empty();
    double most = Math.max(carried, capacity.orElse(0));
    if (now > 0 && now < most * (1 - LEAST) && isClearlyLess(now, most, throughputs.get())) {
      double observed = past.ability().at(parallelism).orElse(StrictMath.log(carried));
      double former = capacity.orElse(StrictMath.exp(observed));
      return Optional.of(new Shift(now / Math.max(former, carried), past.begin()));
    }
    OptionalDouble between =
        capacity.isPresent() ? OptionalDouble.empty() : past.ability().between(parallelism);
    if (now <= 0 || between.isEmpty()) {
      return Optional.empty();
    }
    Throughputs each = throughputs.get();
    double scatter = past.ability().deviationOfPiece(List.of());
    double tolerated = Math.max(LEAST_BETWEEN, Math.max(each.noise(), 2 * scatter));
    return each.areLess(now, StrictMath.exp(between.getAsDouble() - tolerated))
        ? Optional.of(
            new Shift(StrictMath.exp(StrictMath.log(now) - between.getAsDouble()), past.begin()))
        : Optional.empty();
  }

  private static boolean isClearlyLess(double now, double most, Throughputs each) {
    return each.areLess(now, most * (1 - Math.max(LEAST, each.noise())));
  }

  /**
   * What slows one operator down often slows others: a machine, a network. Of an operator that is
   * not saturated one piece is then enough, if it is nearer to that shift than to none.
   */
  private static Optional<Shift> shared(Past past, OperatorMetrics measured, double factor) {
    OptionalDouble former = past.ability().between(measured.parallelism());
    OptionalDouble ability = measured.processingAbility();
    if (former.isEmpty() || ability.isEmpty() || measured.usefulTime() < BUSY) {
      return Optional.empty();
    }
    double difference = StrictMath.log(ability.getAsDouble()) - former.getAsDouble();
    return difference < StrictMath.log(factor) / 2
        ? Optional.of(new Shift(factor, past.begin()))
        : Optional.empty();
  }

  private static Optional<Shift> ofBusy(
      Past past, List<JobMetrics> pieces, OperatorMetrics measured) {
    if (pieces.size() < PIECES || measured.usefulTime() < BUSY) {
      return Optional.empty();
    }
    List<Double> now =
        pieces.subList(pieces.size() - PIECES, pieces.size()).stream()
            .map(piece -> piece.operators().get(measured.id()))
            .filter(one -> one != null && one.usefulTime() >= BUSY)
            .flatMap(one -> one.processingAbility().stream().boxed())
            .map(StrictMath::log)
            .toList();
    if (now.size() < PIECES) {
      return Optional.empty();
    }
    OptionalDouble former = past.ability().at(measured.parallelism());
    double difference = former.isPresent() ? Numbers.mean(now) - former.getAsDouble() : 0;
    if (Math.abs(difference) <= LEAST) {
      return Optional.empty();
    }
    double remembered =
        FormerAbility.PIECES_OF_WINDOW * past.ability().samples(measured.parallelism());
    double error = past.ability().deviationOfPiece(now) * Math.sqrt(1.0 / PIECES + 1 / remembered);
    return Math.abs(difference) > noiseOf(past.ability().freedom(now)) * error
        ? Optional.of(new Shift(StrictMath.exp(difference), past.begin()))
        : Optional.empty();
  }

  /**
   * The quantile of Student's distribution with these degrees of freedom that is as unlikely as
   * {@link #NOISE_OF_LOOKS} of the normal one, by the first term of its expansion. A deviation that
   * few values tell is often too small by chance.
   */
  private static double noiseOf(int freedom) {
    double normal = NOISE_OF_LOOKS;
    return normal * (1 + (normal * normal + 1) / (4 * Math.max(1, freedom)));
  }
}
