package io.conttune.core.identity;

import io.conttune.core.Require;

/**
 * The content that a jar file of the controller's machine had when a run of its job was first seen.
 *
 * @param path of the file
 * @param sha256 of its content, 64 hexadecimal digits
 */
public record SeenJar(String path, String sha256) {
  public SeenJar {
    Require.text("path of the jar", path);
    Require.text("SHA-256 of the jar", sha256);
  }
}
