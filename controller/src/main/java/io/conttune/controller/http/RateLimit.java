package io.conttune.controller.http;

import io.conttune.core.time.SteadyClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often each client may do something: some times at once, and then once per interval.
 * Safe for several threads.
 */
final class RateLimit {
  /** The clients that are remembered; beyond them the one that was heard of first is forgotten. */
  private static final int MOST_CLIENTS = 1024;

  private final Duration interval;
  private final Duration ahead;
  private final SteadyClock clock;

  /** The time at which each client would be back to rest. */
  private final Map<InetAddress, Duration> rest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Duration> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  /**
   * A limit.
   *
   * @param burst how many times at once
   * @param interval after which it may be done once more
   */
  RateLimit(int burst, Duration interval, SteadyClock clock) {
    this.interval = interval;
    this.ahead = interval.multipliedBy(burst - 1L);
    this.clock = clock;
  }

  /** How long this client must wait before it may do it again; zero if it may now. */
  synchronized Duration wait(InetAddress client) {
    Duration excess = restOf(client).minus(clock.elapsed()).minus(ahead);
    return excess.isNegative() ? Duration.ZERO : excess;
  }

  /** Takes note that the client has done it. */
  synchronized void count(InetAddress client) {
    rest.put(client, restOf(client).plus(interval));
  }

  private Duration restOf(InetAddress client) {
    Duration now = clock.elapsed();
    Duration known = rest.getOrDefault(client, now);
    return known.compareTo(now) > 0 ? known : now;
  }
}
