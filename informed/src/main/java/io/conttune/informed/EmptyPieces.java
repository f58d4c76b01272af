package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.TuningInput;
import java.util.List;
import java.util.Optional;

/**
 * Pieces of a window in which no record moved and none came to wait. A job of little traffic has
 * some by chance. They tell nothing of what its operators need, so it is decided on the others. A
 * job of more traffic that has one reads in batches, and there the pause belongs to the load.
 */
final class EmptyPieces {
  /** Mean number of records in a piece up to which one in 100 pieces is empty by chance. */
  private static final double FEW_RECORDS = -StrictMath.log(0.01);

  private static final double MILLIS = 1000;

  private EmptyPieces() {}

  /** The same input without these pieces; as it is where none of them is empty by chance. */
  static TuningInput leftOutOf(TuningInput input) {
    List<JobMetrics> telling = input.pieces().stream().filter(piece -> !isEmpty(piece)).toList();
    return telling.isEmpty() || recordsPerPiece(input) > FEW_RECORDS
        ? input
        : input.withPieces(telling);
  }

  /** Returns whether the newest piece is one of them. */
  static boolean isNewestIn(TuningInput input) {
    return isEmpty(input.pieces().get(input.pieces().size() - 1));
  }

  private static boolean isEmpty(JobMetrics piece) {
    return piece.operators().values().stream()
        .allMatch(operator -> operator.inputRate() == 0 && operator.arrivalRate() == 0);
  }

  /** What arrives at all sources in a piece, in the mean. */
  private static double recordsPerPiece(TuningInput input) {
    return input.pieces().stream()
        .mapToDouble(piece -> arrivals(piece, input) * piece.length().toMillis() / MILLIS)
        .average()
        .orElse(0);
  }

  private static double arrivals(JobMetrics piece, TuningInput input) {
    return input.graph().sources().stream()
        .map(JobVertex::id)
        .flatMap(source -> Optional.ofNullable(piece.operators().get(source)).stream())
        .mapToDouble(OperatorMetrics::arrivalRate)
        .sum();
  }
}
