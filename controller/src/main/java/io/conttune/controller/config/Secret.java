package io.conttune.controller.config;

import io.conttune.collector.SecretSupplier;
import io.conttune.core.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A text that must not reach a log, a file or a table: it prints as {@code ***}. What is kept of it
 * is the reference that stands in the configuration file.
 */
public final class Secret {
  private final String reference;
  private final SecretSupplier supplier;

  /**
   * A secret that is looked up when it is needed.
   *
   * @param reference for example {@code ${env:PASSWORD}}
   * @param supplier looks it up
   */
  public Secret(String reference, SecretSupplier supplier) {
    this.reference = Require.text("reference", reference);
    this.supplier = Objects.requireNonNull(supplier, "supplier");
  }

  /** The text that may stand in files: where the secret is to be found. */
  public String reference() {
    return reference;
  }

  /** Looks the secret up, each time anew. */
  public SecretSupplier supplier() {
    return supplier;
  }

  /**
   * The secret itself, for the one call that needs it.
   *
   * @throws UncheckedIOException if it is not there any more
   */
  public String reveal() {
    try {
      return supplier.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
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
