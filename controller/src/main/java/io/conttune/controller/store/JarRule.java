package io.conttune.controller.store;

import io.conttune.core.rescale.Launch.JarCopy;

/** The check that every {@link io.conttune.core.rescale.JarStore} makes before it keeps a jar. */
final class JarRule {
  private JarRule() {}

  /** Rejects content that has another SHA-256 than planned: other code would be launched. */
  static void requireContentOf(JarCopy copy, byte[] content) {
    String actual = JarCopy.of(copy.fileName(), content).sha256();
    if (!actual.equals(copy.sha256())) {
      throw new IllegalArgumentException(
          "the content of %s must have the SHA-256 %s, but has %s"
              .formatted(copy.fileName(), copy.sha256(), actual));
    }
  }
}
