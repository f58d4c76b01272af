package io.conttune.controller.http;

import io.conttune.core.time.SteadyClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Bounds how many different wrong tokens each client may try. The same one again is no guess: a
 * program that goes on with an old token must not lock out the others at its address. Safe for
 * several threads.
 */
final class TokenGuesses {
  private static final int BURST = 10;
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** The guesses that are remembered; beyond them the one made longest ago is forgotten. */
  private static final int MOST_GUESSES = 1024;

  private final RateLimit different;

  private final Set<Guess> known =
      Collections.newSetFromMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Guess, Boolean> eldest) {
              return size() > MOST_GUESSES;
            }
          });

  TokenGuesses(SteadyClock clock) {
    this.different = new RateLimit(BURST, INTERVAL, clock);
  }

  /**
   * A wrong token from a client.
   *
   * @param digest in the place of the token, which may be that of another service
   */
  private record Guess(InetAddress client, String digest) {
    static Guess of(InetAddress client, String token) {
      return new Guess(client, HexFormat.of().formatHex(Tokens.digest(token)));
    }
  }

  /** How long this client must wait before it may try this token; zero if it may now. */
  synchronized Duration wait(InetAddress client, String token) {
    return known.contains(Guess.of(client, token)) ? Duration.ZERO : different.wait(client);
  }

  /** Takes note that this token of the client was wrong. */
  synchronized void count(InetAddress client, String token) {
    if (known.add(Guess.of(client, token))) {
      different.count(client);
    }
  }
}
