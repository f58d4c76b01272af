package io.conttune.core.rescale;

import java.util.Optional;

/** Port: the jar file on the controller's machine from which a job is launched. */
public interface JarOnDisk {
  /** Where it is, as the configuration says. */
  String location();

  /**
   * The SHA-256 of the content that it has now, as 64 hexadecimal digits. Empty if it cannot be
   * read; the plan of a rescale says why.
   */
  Optional<String> sha256();
}
