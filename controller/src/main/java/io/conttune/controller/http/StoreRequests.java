package io.conttune.controller.http;

import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Guards the store against requests. One request at a time uses it: the control loops find it free
 * again and again, and the memory of one answer is all that requests take. Threads may share one.
 */
public final class StoreRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final StatusBoard board;
  private final Duration patience;
  private final Semaphore turn = new Semaphore(1, true);

  /** The requests about the jobs of this board. */
  public StoreRequests(StatusBoard board) {
    this(board, PATIENCE);
  }

  /**
   * As {@link #StoreRequests(StatusBoard)}.
   *
   * @param patience how long a request waits for those before it
   */
  StoreRequests(StatusBoard board, Duration patience) {
    this.board = board;
    this.patience = patience;
  }

  /**
   * Answers requests with the store. A request that waits for others too long, or whose store
   * fails, gets a problem of status 503.
   */
  public Handler fromStore(Handler answer) {
    return request -> use(() -> answer.answer(request));
  }

  /** A use of the store that a request cannot do without. */
  @FunctionalInterface
  public interface StoreUse<T> {
    /** Reads or writes. */
    T done() throws ProblemException;
  }

  /**
   * Uses the store as a request, while no other one does.
   *
   * @throws ProblemException with status 503 if others use it for too long, or if it fails
   */
  public <T> T use(StoreUse<T> use) throws ProblemException {
    if (!isMyTurn()) {
      throw new ProblemException(
          Problem.of(
                  503,
                  "store-busy",
                  "other requests have used the store for %d s; ask again"
                      .formatted(patience.toSeconds()))
              .withHeader("Retry-After", "1"));
    }
    try {
      return use.done();
    } catch (StoreUnavailableException failed) {
      throw new ProblemException(
          Problem.of(
              503, "store-failed", "the service cannot use its store: " + failed.getMessage()));
    } finally {
      turn.release();
    }
  }

  /** Answers requests about one job; one about another job learns the names. */
  public Handler ofJob(Handler answer) {
    return request -> {
      String name = request.parameter("job");
      if (board.job(name).isEmpty()) {
        throw unknown(name);
      }
      return answer.answer(request);
    };
  }

  /** Tells that the service does not have the job of this name. */
  public ProblemException unknown(String name) {
    List<String> names = board.jobs().stream().map(JobStatus::job).toList();
    return names.isEmpty()
        ? starting()
        : new ProblemException(
            Problem.of(404, "no-such-job", "the service has no job " + name).expecting(names));
  }

  /** Tells that the service has no jobs, and no store, yet. */
  public static ProblemException starting() {
    return new ProblemException(
        Problem.of(503, "starting", "the service is starting and serves no job yet"));
  }

  private boolean isMyTurn() {
    try {
      return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
