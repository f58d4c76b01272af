package io.conttune.informed;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.metrics.JobMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of each piece once which operators are saturated in it. A piece stays in the window for
 * many decisions, and it is the same object as long as it does. Bounded and thread-safe.
 */
final class SaturatedPieces {
  /** A window has 16 pieces, which may begin at every second or third poll. */
  private static final int MOST = 48;

  private final Map<Piece, Saturated> known = new LinkedHashMap<>();

  /** A piece by what it is, not by what it says: to compare that would cost as much as to ask. */
  private record Piece(JobGraph graph, JobMetrics metrics) {
    @Override
    @SuppressWarnings("ReferenceEquality") // which is what this type is for
    public boolean equals(Object other) {
      return other instanceof Piece piece && graph == piece.graph && metrics == piece.metrics;
    }

    @Override
    public int hashCode() {
      return metrics.until().hashCode();
    }
  }

  /** The operators that are saturated in each of these pieces. */
  synchronized List<Saturated> inEach(JobGraph graph, List<JobMetrics> pieces) {
    List<Saturated> result = new ArrayList<>();
    for (JobMetrics metrics : pieces) {
      Piece piece = new Piece(graph, metrics);
      Saturated saturated = known.remove(piece);
      if (saturated == null) {
        saturated = Saturated.in(graph, metrics);
      }
      known.put(piece, saturated);
      result.add(saturated);
    }
    while (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
    return result;
  }
}
