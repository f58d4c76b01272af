package io.conttune.controller.http;

import java.time.Duration;
import java.util.Optional;

/** Port: the events of a stream, in the order of their ids. Several threads may call it. */
public interface EventSource {
  /** The id of the newest event; a stream from here on begins with the next one. */
  long newest();

  /**
   * The first event after this one that is still kept. Waits for one to happen if there is none.
   *
   * @param patience the longest wait; after it the answer is empty
   */
  Optional<ServerSentEvent> after(long id, Duration patience) throws InterruptedException;
}
