package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A text that must not reach a log, a file or a table: it prints as {@code ***}. What is kept of it
 * is the reference that stands in the configuration file.
 */
public final class Secret {
  private final String reference;
  private final Supplier<String> text;

  /**
   * A secret that is looked up when it is needed.
   *
   * @param reference for example {@code ${env:PASSWORD}}
   */
  public Secret(String reference, Supplier<String> text) {
    this.reference = Require.text("reference", reference);
    this.text = Objects.requireNonNull(text, "text");
  }

  /** The text that may stand in files: where the secret is to be found. */
  public String reference() {
    return reference;
  }

  /** The secret itself, for the one call that needs it. */
  public String reveal() {
    return text.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.reference.equals(reference);
  }

  @Override
  public int hashCode() {
    return reference.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
