package io.conttune.collector;

import java.io.IOException;

/** Reads a secret anew for every request, so that a rotated token or password is seen. */
@FunctionalInterface
public interface SecretSupplier {
  /**
   * The secret as it is now.
   *
   * @throws IOException if it cannot be read; the message names the place, never the secret
   */
  String read() throws IOException;
}
