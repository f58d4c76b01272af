package io.conttune.controller.service.report;

import io.conttune.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file to which lines are appended. It is opened for each line, so that it can be rotated at any
 * time. Threads may share one.
 */
public final class LineFile {
  private final Path file;

  /** Appends to this file, and makes it if it is not there. */
  public LineFile(Path file) {
    this.file = file;
  }

  /** One at a time: a long line goes out in pieces. */
  synchronized void append(String line) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      // A link to a directory is one, but not to createDirectories.
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      Files.writeString(
          file,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot write the decision log " + file, e);
    }
  }
}
