package io.conttune.collector;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Names the files that decide which certificates an {@code https} connection accepts and shows. The
 * files are read again when they have changed.
 *
 * @param trust certificates of the authorities that are trusted; those of the JVM if empty
 * @param key the controller's own certificate with its private key, for clusters that ask for one
 */
public record TlsStores(Optional<Store> trust, Optional<Store> key) {
  /** Trusts the authorities of the JVM and shows no certificate. */
  public static final TlsStores OF_JVM = new TlsStores(Optional.empty(), Optional.empty());

  public TlsStores {
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(key, "key");
  }

  /**
   * A file of certificates.
   *
   * @param file PKCS12 or JKS; a trust store may also be PEM
   * @param password of the file; empty if it has none
   */
  public record Store(Path file, Optional<SecretSupplier> password) {
    public Store {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
