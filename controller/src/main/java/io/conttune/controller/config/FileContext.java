package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import java.nio.file.Path;

/** The meaning of texts that depends on the file in which they stand, and on its reader. */
public interface FileContext {
  /** A path that starts at the directory of the file. */
  Path path(String text);

  /** The meaning of texts in a file of this directory. */
  FileContext in(Path directory);

  /** A reference to a secret: {@code ${env:NAME}} or {@code ${file:/path}}. */
  ScalarType<Secret> secret();

  /** A URL of the web, or such a reference to it. */
  ScalarType<Secret> urlOrReference();

  /** Text, or such a reference to it. */
  ScalarType<String> textOrReference();

  /**
   * Text that may hold references among others and keeps them: they are resolved when the text is
   * sent.
   *
   * @throws Mismatch if one of them leads nowhere
   */
  String withReferences(String text) throws Mismatch;
}
