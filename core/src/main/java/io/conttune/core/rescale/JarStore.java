package io.conttune.core.rescale;

import io.conttune.core.rescale.Launch.JarCopy;
import java.util.Optional;

/**
 * Port: keeps copies of the jars from which jobs are launched, for as long as a rescale of the
 * journal that is not finished, or one of the newest, may need them.
 */
public interface JarStore {
  /**
   * Keeps this content under its copy's SHA-256. It is durable when the call returns.
   *
   * @throws IllegalArgumentException if it is the content of another copy
   */
  void keep(JarCopy copy, byte[] content);

  /**
   * The content of this copy; empty if it was never kept, or was dropped because nobody needs it.
   */
  Optional<byte[]> content(JarCopy copy);
}
