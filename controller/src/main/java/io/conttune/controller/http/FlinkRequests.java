package io.conttune.controller.http;

import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Guards the threads of the server against a Flink that hangs. One request at a time asks Flink and
 * two may wait for it, so that probes and metrics always find a thread. Threads may share one.
 */
public final class FlinkRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int WAITING = 2;

  private final Duration patience;
  private final Semaphore places = new Semaphore(1 + WAITING);
  private final Semaphore turn = new Semaphore(1, true);

  /** No request yet. */
  public FlinkRequests() {
    this(PATIENCE);
  }

  /**
   * As {@link #FlinkRequests()}.
   *
   * @param patience how long a request waits for those before it
   */
  FlinkRequests(Duration patience) {
    this.patience = patience;
  }

  /** A question that a request cannot do without. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks Flink. */
    T answer() throws FlinkUnavailableException;
  }

  /**
   * Asks Flink as a request, while no other one does.
   *
   * @throws ProblemException with status 503 if others ask it for too long, or it does not answer
   */
  public <T> T ask(Question<T> question) throws ProblemException {
    if (!places.tryAcquire()) {
      throw busy("too many other requests wait for an answer of Flink");
    }
    try {
      return askInTurn(question);
    } finally {
      places.release();
    }
  }

  private <T> T askInTurn(Question<T> question) throws ProblemException {
    if (!isMyTurn()) {
      throw busy(
          "another request has waited for an answer of Flink for %d ms"
              .formatted(patience.toMillis()));
    }
    try {
      return question.answer();
    } catch (FlinkUnavailableException silent) {
      throw new ProblemException(
          Problem.of(
              503, "flink-unreachable", "the newest state is not known: " + silent.getMessage()));
    } finally {
      turn.release();
    }
  }

  private static ProblemException busy(String why) {
    return new ProblemException(
        Problem.of(503, "flink-busy", why + "; ask again").withHeader("Retry-After", "1"));
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
