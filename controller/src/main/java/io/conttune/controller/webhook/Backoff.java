package io.conttune.controller.webhook;

import io.conttune.core.Require;
import java.time.Duration;

/**
 * The waits between two tries to send an event: each is twice as long as the one before.
 *
 * @param first the shortest wait, above 0
 * @param longest the longest wait
 */
record Backoff(Duration first, Duration longest) {
  /** Waits for a service that others share. */
  static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  Backoff {
    Require.atLeast("first wait", Duration.ofMillis(1), first);
    Require.atLeast("longest wait", first, longest);
  }

  /** The wait after this one. */
  Duration after(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(longest) > 0 ? longest : twice;
  }
}
