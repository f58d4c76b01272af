package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.Objects;
import java.util.Optional;

/**
 * The database of the service.
 *
 * @param url JDBC URL, of H2
 * @param user to log in as, if it has users
 * @param password of that user
 */
public record StoreConfig(String url, Optional<String> user, Optional<Secret> password) {
  public StoreConfig {
    Require.text("store.url", url);
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }
}
