package io.conttune.controller.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tokens by which callers show what they may do.
 *
 * @param byRole read anew for each request, so that a file may be replaced while the service runs;
 *     a role without a token has no callers
 */
public record Tokens(Map<Role, Supplier<String>> byRole) {
  /** No tokens. */
  public static final Tokens NONE = new Tokens(Map.of());

  public Tokens {
    byRole = Map.copyOf(byRole);
  }

  boolean isEmpty() {
    return byRole.isEmpty();
  }

  /**
   * The role of who presents this token, {@link Role#ANYONE} if it is none of the tokens. Takes the
   * same time for any token, right or wrong.
   *
   * @throws java.io.UncheckedIOException if a token cannot be read any more
   */
  Role roleOf(String presented) {
    byte[] asked = digest(presented);
    Map<Role, Boolean> equal = new EnumMap<>(Role.class);
    byRole.forEach(
        (role, token) -> equal.put(role, MessageDigest.isEqual(asked, digest(token.get()))));
    return equal.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .reduce(Role.ANYONE, (one, other) -> one.includes(other) ? one : other);
  }

  /** Digests have the same length, whatever the tokens have. */
  static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
