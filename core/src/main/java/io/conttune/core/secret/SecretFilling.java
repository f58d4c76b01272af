package io.conttune.core.secret;

import io.conttune.core.FlinkUnavailableException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the secrets into one request just before it is sent, and hides them in what is said about
 * it. A dollar sign too many escapes: {@code $${env:A}} becomes a literal {@code ${env:A}}.
 */
public final class SecretFilling {
  static final Pattern PATTERN = Pattern.compile("\\$\\$\\{|" + SecretReference.FORM);

  /** Hiding a shorter one would hide half of every message, and hide nothing. */
  private static final int SHORTEST_HIDDEN = 3;

  private final SecretLookup lookup;
  private final Set<String> filled = new LinkedHashSet<>();

  /** Fills one request from here. */
  public SecretFilling(SecretLookup lookup) {
    this.lookup = lookup;
  }

  /**
   * The text with every reference replaced by its secret.
   *
   * @throws SecretMissingException if there is no secret at one of them; the message names the
   *     reference
   */
  public String fill(String text) throws SecretMissingException {
    Matcher matcher = PATTERN.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(replacement(matcher)));
    }
    return matcher.appendTail(result).toString();
  }

  private String replacement(Matcher matcher) throws SecretMissingException {
    if (matcher.group(1) == null) {
      return "${";
    }
    String secret = lookup.find(SecretReference.of(matcher.group(1), matcher.group(2)));
    filled.add(secret);
    return secret;
  }

  /** The same failure with every secret that was filled in replaced by {@code ***}. */
  public FlinkUnavailableException hide(FlinkUnavailableException failure) {
    String message = String.valueOf(failure.getMessage());
    String hidden = hide(message);
    return hidden.equals(message) ? failure : new FlinkUnavailableException(hidden);
  }

  /** The text with every secret that was filled in replaced by {@code ***}. */
  public String hide(String text) {
    String hidden = text;
    for (String secret :
        filled.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      if (secret.length() >= SHORTEST_HIDDEN) {
        hidden = hidden.replace(secret, "***");
      }
    }
    return hidden;
  }
}
