package io.conttune.collector;

import io.conttune.core.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** Identifies the controller to a cluster, or to the proxy before it. Prints no secret. */
public sealed interface Credentials {
  /** No credentials: the cluster asks for none. */
  Credentials NONE = new None();

  /**
   * The value of the {@code Authorization} header as it is now; empty if none is sent.
   *
   * @throws IOException if the secret cannot be read
   */
  Optional<String> authorization() throws IOException;

  /** Sends no {@code Authorization} header. */
  record None() implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /** Sends a user name and a password with every request. */
  record Basic(String user, SecretSupplier password) implements Credentials {
    public Basic {
      Require.text("user", user);
      Objects.requireNonNull(password, "password");
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException(
            "a user name for basic authentication must not hold a colon, but is " + user);
      }
    }

    @Override
    public Optional<String> authorization() throws IOException {
      byte[] both = (user + ":" + password.read()).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + ", password=***]";
    }
  }

  /** Sends a token with every request. */
  record Bearer(SecretSupplier token) implements Credentials {
    public Bearer {
      Objects.requireNonNull(token, "token");
    }

    @Override
    public Optional<String> authorization() throws IOException {
      return Optional.of("Bearer " + token.read().strip());
    }

    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }
}
