package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.Objects;
import java.util.Optional;

/**
 * The database of the service.
 *
 * @param url JDBC URL, of H2 or PostgreSQL
 * @param user to log in as, if it has users
 * @param password of that user
 */
public record StoreConfig(String url, Optional<String> user, Optional<Secret> password) {
  public StoreConfig {
    Require.text("store.url", url);
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
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
