package io.conttune.core.secret;

import io.conttune.core.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a secret: {@code ${env:NAME}} or {@code ${file:/path}}. It may be stored and logged;
 * the secret may not.
 *
 * @param source the kind of place
 * @param name of the variable or the file
 */
public record SecretReference(Source source, String name) {
  /** The form of a reference, for patterns that look for more than that. */
  public static final String FORM = "\\$\\{(env|file):([^{}]+)\\}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /** The kinds of places. */
  public enum Source {
    /** An environment variable of the controller. */
    ENVIRONMENT,
    /** The first line of a file of the controller's machine. */
    FILE
  }

  public SecretReference {
    Objects.requireNonNull(source, "source");
    Require.text("name", name);
  }

  /** The reference that this text is; empty if it is none, or more than one. */
  public static Optional<SecretReference> of(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches() && !matcher.group(2).isBlank()
        ? Optional.of(of(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** All references within a text; escaped ones are none. */
  public static List<SecretReference> in(String text) {
    List<SecretReference> found = new ArrayList<>();
    Matcher matcher = SecretFilling.PATTERN.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        found.add(of(matcher.group(1), matcher.group(2)));
      }
    }
    return found;
  }

  static SecretReference of(String source, String name) {
    return new SecretReference(source.equals("env") ? Source.ENVIRONMENT : Source.FILE, name);
  }

  /** The reference as it is written. */
  @Override
  public String toString() {
    return "${" + (source == Source.ENVIRONMENT ? "env" : "file") + ":" + name + "}";
  }
}
