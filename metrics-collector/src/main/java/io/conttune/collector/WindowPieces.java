package io.conttune.collector;

import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts the polls of one run into successive pieces, each as short as the counters allow: it ends
 * with the first poll that is far enough from its begin and in which all counters have moved. Each
 * piece is measured once, so that a poll of a large job costs no more than its newest piece. Not
 * safe for several threads.
 */
final class WindowPieces {
  /** Pieces beyond these tell nothing that is still worth knowing. */
  private static final int MOST = 16;

  private final Duration least;
  private final List<JobMetrics> pieces = new ArrayList<>();
  private final List<JobSnapshot> open = new ArrayList<>();

  WindowPieces(Duration least) {
    this.least = least;
  }

  void forget() {
    pieces.clear();
    open.clear();
  }

  /**
   * Takes the next poll.
   *
   * @param measure the metrics between the first and the last of some polls; empty if a counter has
   *     not moved
   */
  void add(JobSnapshot poll, Function<List<JobSnapshot>, Optional<JobMetrics>> measure) {
    open.add(poll);
    Duration span = Duration.between(open.get(0).takenAt(), poll.takenAt());
    if (open.size() == 1 || span.compareTo(least) < 0) {
      return;
    }
    measure
        .apply(List.copyOf(open))
        .ifPresent(
            piece -> {
              pieces.add(piece);
              open.clear();
              open.add(poll);
            });
    if (pieces.size() > MOST) {
      pieces.remove(0);
    }
  }

  /** The pieces, oldest first; none before the first is complete. */
  List<JobMetrics> all() {
    return List.copyOf(pieces);
  }
}
