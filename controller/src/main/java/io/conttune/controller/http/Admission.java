package io.conttune.controller.http;

import io.conttune.core.time.SteadyClock;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides who is let in. Where there are tokens, each request needs one. Without tokens, only an
 * address of this machine answers, and only to programs of this machine: a web page that somebody
 * looks at here must not act through the browser. Safe for several threads.
 */
final class Admission {
  private static final int BURST = 100;
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final String BEARER = "bearer ";
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private final Tokens tokens;
  private final boolean isLocal;
  private final RateLimit requests;
  private final TokenGuesses guesses;

  /**
   * An admission.
   *
   * @param isLocal whether only this machine can reach the address
   */
  Admission(Tokens tokens, boolean isLocal, SteadyClock clock) {
    this.tokens = tokens;
    this.isLocal = isLocal;
    this.requests = new RateLimit(BURST, INTERVAL, clock);
    this.guesses = new TokenGuesses(clock);
  }

  /**
   * The sender of a request, as far as the request tells.
   *
   * @param client its address
   * @param authorization the header of this name
   * @param host the header of this name: the address that the client believes to talk to
   * @param origin the header of this name: the web page that sends the request
   */
  record Sender(
      InetAddress client,
      Optional<String> authorization,
      Optional<String> host,
      Optional<String> origin) {}

  /**
   * The role of the sender.
   *
   * @throws ProblemException if it may not do what takes this role, or has sent too many requests
   */
  Role admit(Sender sender, Role needed) throws ProblemException {
    refuseFor(requests.wait(sender.client()), "there are too many requests from this address");
    requests.count(sender.client());
    Role role = tokens.isEmpty() ? withoutTokens(sender) : withToken(sender);
    if (!role.includes(needed)) {
      throw new ProblemException(
          Problem.of(
              403,
              "role-too-small",
              "this takes the token of tokens.%s, and the one sent is that of tokens.%s"
                  .formatted(needed.word(), role.word())));
    }
    return role;
  }

  private Role withoutTokens(Sender sender) throws ProblemException {
    if (!isLocal) {
      throw new ProblemException(
          Problem.of(
              403,
              "tokens-missing",
              "the service listens to other machines and has no tokens, so it tells them only"
                  + " whether it is alive; set tokens in its file"));
    }
    if (sender.host().filter(Admission::isThisMachine).isEmpty()) {
      throw new ProblemException(
          Problem.of(
              403,
              "host-unknown",
              "the request names the host %s, expected 127.0.0.1 or localhost; for other names set tokens in the service's file"
                  .formatted(sender.host().orElse("of nobody"))));
    }
    boolean isOwn =
        sender.origin().isEmpty() || sender.origin().equals(sender.host().map(h -> "http://" + h));
    if (!isOwn) {
      throw new ProblemException(
          Problem.of(
              403,
              "origin-foreign",
              "the request comes from the web page %s, which may not use this service"
                  .formatted(sender.origin().orElseThrow())));
    }
    return Role.OPERATE;
  }

  private static boolean isThisMachine(String host) {
    String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return THIS_MACHINE.matcher(name).matches();
  }

  private Role withToken(Sender sender) throws ProblemException {
    Optional<String> token = sender.authorization().flatMap(Admission::bearer);
    if (token.isEmpty()) {
      throw new ProblemException(
          unauthorized("token-missing", "a token is needed, expected Authorization: Bearer TOKEN"));
    }
    refuseFor(
        guesses.wait(sender.client(), token.get()),
        "there are too many wrong tokens from this address");
    Role role = roleOf(token.get());
    if (role == Role.ANYONE) {
      guesses.count(sender.client(), token.get());
      throw new ProblemException(
          unauthorized("token-wrong", "the token is none of those in the service's file"));
    }
    return role;
  }

  private Role roleOf(String token) throws ProblemException {
    try {
      return tokens.roleOf(token);
    } catch (UncheckedIOException unreadable) {
      throw new ProblemException(
          Problem.of(503, "token-unreadable", "the service cannot read its own tokens any more"));
    }
  }

  private static Optional<String> bearer(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(authorization.substring(BEARER.length()).strip())
            .filter(token -> !token.isEmpty())
        : Optional.empty();
  }

  private static Problem unauthorized(String code, String detail) {
    return Problem.of(401, code, detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"conttune\"");
  }

  private static void refuseFor(Duration wait, String detail) throws ProblemException {
    if (!wait.isZero()) {
      long seconds = wait.plusMillis(999).toSeconds();
      throw new ProblemException(
          Problem.of(429, "too-many-requests", detail + "; wait for %d s".formatted(seconds))
              .withHeader("Retry-After", String.valueOf(seconds)));
    }
  }
}
