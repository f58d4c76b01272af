package io.conttune.controller.config;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The database of the service.
 *
 * @param url JDBC URL, of H2 or PostgreSQL
 * @param user to log in as, if it has users
 * @param password of that user
 * @param lease for how long a controller that shares the database may act on a job without renewing
 *     its right to, at least {@link #SHORTEST_LEASE}
 */
public record StoreConfig(
    String url, Optional<String> user, Optional<Secret> password, Duration lease) {
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

  /** Shorter ones would be lost to a pause of the JVM. */
  public static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

  public StoreConfig {
    Require.text("store.url", url);
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException(
          "store.lease must be at least %s, but is %s".formatted(SHORTEST_LEASE, lease));
    }
  }

  /** The URL of H2 with user and password, for the one call that opens the database. */
  public String connectionUrl() {
    return url
        + user.map(name -> ";USER=" + escaped(name)).orElse("")
        + password.map(secret -> ";PASSWORD=" + escaped(secret.reveal())).orElse("");
  }

  /** In a URL of H2 a semicolon ends a setting. */
  private static String escaped(String value) {
    return value.replace(";", "\\;");
  }
}
