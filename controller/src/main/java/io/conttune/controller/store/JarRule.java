package io.conttune.controller.store;

import io.conttune.core.rescale.Launch.JarCopy;

/** What every store of jars refuses. */
final class JarRule {
  private JarRule() {}

  /** Something else would be launched than what was planned. */
  static void requireContentOf(JarCopy copy, byte[] content) {
    String actual = JarCopy.of(copy.fileName(), content).sha256();
    if (!actual.equals(copy.sha256())) {
      throw new IllegalArgumentException(
          "the content of %s must have the SHA-256 %s, but has %s"
              .formatted(copy.fileName(), copy.sha256(), actual));
    }
  }
}
