package io.conttune.collector;

import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts the polls of one run into successive pieces, from the newest poll back. Each is as short as
 * the counters allow: it begins with the last poll that is far enough from its end and since which
 * all counters have moved. So the newest piece ends with the newest poll, however long a piece is.
 *
 * <p>Where a source ceased to idle within the newest piece, the load has changed there, and the
 * piece begins anew: half its length is enough then.
 *
 * <p>At each poll one piece is measured, that which ends with it, so that a poll of a large job
 * costs no more than its newest piece. Not safe for several threads.
 */
final class WindowPieces {
  /** Pieces beyond these tell nothing that is still worth knowing. */
  private static final int MOST = 16;

  /** Share of time up to which a source counts as never idle. */
  private static final double NEVER_IDLE = 0.02;

  /** Share of time in which a source waits for room from which on it is held up. */
  private static final double HELD_UP = 0.1;

  private final Duration least;
  private final List<JobSnapshot> open = new ArrayList<>();

  /** One for each poll with which a piece ends, oldest first. */
  private final List<Piece> ended = new ArrayList<>();

  WindowPieces(Duration least) {
    this.least = least;
  }

  private record Piece(Instant begin, Instant end, JobMetrics metrics) {}

  void forget() {
    ended.clear();
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
    Optional<Piece> whole = newest(least, measure);
    if (whole.isEmpty()) {
      return;
    }
    open.removeIf(earlier -> earlier.takenAt().isBefore(whole.get().begin()));
    Piece piece =
        idles(whole.get().metrics())
            ? newest(least.dividedBy(2), measure)
                .filter(half -> isHeldUp(half.metrics()))
                .orElse(whole.get())
            : whole.get();
    ended.add(piece);
    List<Piece> told = told();
    Instant oldest = told.get(0).begin();
    if (told.size() == MOST) {
      ended.removeIf(earlier -> earlier.end().isBefore(oldest));
    }
  }

  /** The pieces, oldest first; none before the first is complete. */
  List<JobMetrics> all() {
    return told().stream().map(Piece::metrics).toList();
  }

  /** From the newest piece back, each ends where the next one begins. */
  private List<Piece> told() {
    List<Piece> told = new ArrayList<>();
    for (int i = ended.size() - 1; i >= 0 && told.size() < MOST; i--) {
      Piece piece = ended.get(i);
      if (told.isEmpty() || piece.end().equals(told.get(0).begin())) {
        told.add(0, piece);
      }
    }
    return told;
  }

  /** The shortest piece of at least this length that ends with the newest poll. */
  private Optional<Piece> newest(
      Duration length, Function<List<JobSnapshot>, Optional<JobMetrics>> measure) {
    Instant end = open.get(open.size() - 1).takenAt();
    for (int i = open.size() - 2; i >= 0; i--) {
      Instant begin = open.get(i).takenAt();
      if (Duration.between(begin, end).compareTo(length) >= 0) {
        Optional<JobMetrics> metrics = measure.apply(List.copyOf(open.subList(i, open.size())));
        if (metrics.isPresent()) {
          return Optional.of(new Piece(begin, end, metrics.get()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean idles(JobMetrics piece) {
    return sources(piece).stream().allMatch(source -> source.time().idle() > NEVER_IDLE);
  }

  private boolean isHeldUp(JobMetrics piece) {
    return sources(piece).stream()
        .anyMatch(
            source ->
                source.time().idle() <= NEVER_IDLE && source.time().backPressured() >= HELD_UP);
  }

  private List<OperatorMetrics> sources(JobMetrics piece) {
    return open.get(open.size() - 1).graph().sources().stream()
        .map(source -> piece.operators().get(source.id()))
        .filter(source -> source != null)
        .toList();
  }
}
