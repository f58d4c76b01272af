package io.conttune.informed;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises that an operator's processing ability has changed: at the same parallelism it no
 * longer does what it did. Its history is then corrected by the ratio instead of being thrown away,
 * because the shape of its curve is still the same.
 */
final class AbilityShifts {
  /** A smaller change is not worth a correction: the model's own margin covers it. */
  private static final double LEAST = 0.04;

  /** Standard deviations up to which a difference is noise, told by few values. */
  private static final double NOISE = 4;

  /** Busy share below which the quotient of rate and busy time is too uncertain. */
  private static final double BUSY = 0.4;

  /** Pieces whose mean tells the present ability of an operator that is not saturated. */
  private static final int PIECES = 4;

  /** A remembered window holds about as many pieces, and deviates less by their root. */
  private static final double PIECES_OF_WINDOW = 2;

  /** Earlier observations that tell the former ability. */
  private static final int LEAST_BEFORE = 3;

  private AbilityShifts() {}

  /**
   * The knowledge after the shifts that these pieces show.
   *
   * @param known before
   * @param pieces of one run, oldest first
   * @param bottlenecks operators whose throughput in the newest piece is their capacity
   * @param history observations by operator, oldest first
   */
  static Map<OperatorId, Knowledge> applied(
      Map<OperatorId, Knowledge> known,
      List<JobMetrics> pieces,
      Shortage shortage,
      Map<OperatorId, List<Observation>> history) {
    Map<OperatorId, Knowledge> result = new HashMap<>(known);
    JobMetrics newest = pieces.get(pieces.size() - 1);
    for (OperatorMetrics measured : newest.operators().values()) {
      OperatorId id = measured.id();
      Knowledge before = known.getOrDefault(id, Knowledge.NONE);
      List<Observation> observations = history.getOrDefault(id, List.of());
      Optional<Shift> shift =
          shortage.bottlenecks().contains(id)
              ? ofSaturated(before, newest, measured, observations)
              : ofBusy(before, pieces, measured, observations);
      shift.ifPresent(seen -> result.put(id, before.with(seen)));
    }
    return result;
  }

  /** A throughput at saturation below what the same parallelism carried. */
  private static Optional<Shift> ofSaturated(
      Knowledge known, JobMetrics piece, OperatorMetrics measured, List<Observation> history) {
    Instant begin = piece.until().minus(piece.length());
    int parallelism = measured.parallelism();
    double now = measured.inputRate();
    Optional<Proof> proof = known.at(parallelism);
    double carried = proof.map(Proof::carried).orElse(0.0);
    double tolerance = LEAST;
    List<Double> before = before(known, parallelism, begin, history);
    if (before.size() >= LEAST_BEFORE) {
      tolerance = Math.max(LEAST, NOISE * deviation(before));
    }
    if (now <= 0 || now >= carried * (1 - tolerance)) {
      return Optional.empty();
    }
    double observed = before.isEmpty() ? carried : Math.max(carried, Math.exp(mean(before)));
    double former = proof.orElseThrow().capacity().orElse(observed);
    return Optional.of(new Shift(now / Math.max(former, carried), begin));
  }

  private static Optional<Shift> ofBusy(
      Knowledge known,
      List<JobMetrics> pieces,
      OperatorMetrics measured,
      List<Observation> history) {
    OperatorId id = measured.id();
    if (pieces.size() < PIECES) {
      return Optional.empty();
    }
    List<JobMetrics> newest = pieces.subList(pieces.size() - PIECES, pieces.size());
    Instant begin = newest.get(0).until().minus(newest.get(0).length());
    List<Double> now =
        newest.stream()
            .map(piece -> piece.operators().get(id))
            .filter(one -> one != null && one.usefulTime() >= BUSY)
            .flatMap(one -> one.processingAbility().stream().boxed())
            .map(Math::log)
            .toList();
    List<Double> before = before(known, measured.parallelism(), begin, history);
    if (now.size() < PIECES || before.size() < LEAST_BEFORE) {
      return Optional.empty();
    }
    double difference = mean(now) - mean(before);
    double ofPiece =
        (squares(now) + PIECES_OF_WINDOW * squares(before)) / (now.size() + before.size() - 2);
    double error = Math.sqrt(ofPiece * (1.0 / now.size() + 1.0 / PIECES_OF_WINDOW / before.size()));
    return Math.abs(difference) > Math.max(LEAST, NOISE * error)
        ? Optional.of(new Shift(Math.exp(difference), begin))
        : Optional.empty();
  }

  /** Logarithms of what it did before at this parallelism, corrected by the shifts since. */
  private static List<Double> before(
      Knowledge known, int parallelism, Instant until, List<Observation> history) {
    return history.stream()
        .filter(seen -> seen.parallelism() == parallelism && !seen.at().isAfter(until))
        .map(seen -> Math.log(KnownCurve.corrected(seen, known)))
        .toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double deviation(List<Double> values) {
    return Math.sqrt(squares(values) / (values.size() - 1));
  }

  private static double squares(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
  }
}
