package io.conttune.collector;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets that a request carries in its headers. Who answers may repeat them, as a proxy does
 * that explains its refusal, and the words of an answer go into the log.
 *
 * @param values the longer ones first
 */
record SentSecrets(List<String> values) {
  /** Of a request without any. */
  static final SentSecrets NONE = new SentSecrets(List.of());

  private static final Set<String> HARMLESS = Set.of("accept", "content-type");
  private static final String HIDDEN = "***";
  private static final String BASIC = "Basic ";

  SentSecrets {
    values = List.copyOf(values);
  }

  /** The values of all headers but those that say nothing of who asks. */
  static SentSecrets of(HttpRequest request) {
    Set<String> secrets = new LinkedHashSet<>();
    request
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> add(value, secrets));
              }
            });
    return new SentSecrets(
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  /** A value, its part behind the scheme, and the password of a basic login. */
  private static void add(String value, Set<String> secrets) {
    secrets.add(value);
    String bare = value.substring(value.indexOf(' ') + 1);
    secrets.add(bare);
    if (value.startsWith(BASIC)) {
      password(bare).ifPresent(secrets::add);
    }
  }

  /** The password of a basic login; empty if it is none, as a header of the user may be. */
  private static Optional<String> password(String encoded) {
    try {
      String login = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return Optional.of(login.substring(login.indexOf(':') + 1));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** The words of an answer without them. */
  String hiddenIn(String text) {
    String hidden = text;
    for (String secret : values) {
      hidden = secret.isEmpty() ? hidden : hidden.replace(secret, HIDDEN);
    }
    return hidden;
  }
}
