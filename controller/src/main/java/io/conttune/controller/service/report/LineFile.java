package io.conttune.controller.service.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file to which lines are appended. It is opened for each line, so that it can be rotated at any
 * time. Threads may share one.
 *
 * @param path the file, which is made with its directory if it is not there
 */
public record LineFile(Path path) {
  /**
   * Appends a line, or nothing at all.
   *
   * @throws IOException if it cannot be written, for example because the disk is full
   */
  void append(String line) throws IOException {
    byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    Path directory = path.toAbsolutePath().getParent();
    // A link to a directory is one, but not to createDirectories.
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      append(file, ByteBuffer.wrap(bytes));
    }
  }

  private static void append(FileChannel file, ByteBuffer line) throws IOException {
    long before = file.size();
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException e) {
      // Half a line would spoil the next one, too.
      if (file.size() == before + line.position()) {
        file.truncate(before);
      }
      throw e;
    }
  }
}
