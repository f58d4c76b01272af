package io.conttune.controller.webhook;

import io.conttune.controller.http.EventSource;
import io.conttune.core.Require;

/**
 * The place in the events to which a webhook has come.
 *
 * @param last the id of the event that it was done with last
 * @param lost the number of events that were given up since one was taken, at least 0
 */
record Progress(long last, long lost) {
  Progress {
    Require.atLeast("lost events", 0L, lost);
  }

  /** That of a webhook which sends what happens from now on. */
  static Progress now(EventSource events) {
    return new Progress(events.newest(), 0);
  }
}
