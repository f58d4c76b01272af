package io.conttune.controller.service.report;

import io.conttune.controller.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A file to which lines are appended. It is opened for each line, so that it can be rotated at any
 * time. A new one is its owner's alone. Threads may share one.
 *
 * @param path the file, which is made with its directory if it is not there
 */
public record LineFile(Path path) {
  private static final Set<StandardOpenOption> APPENDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  /**
   * The permissions of the file, if anybody but its owner has any. Empty also if it cannot be
   * looked at: then it cannot be written either, which the first line tells.
   */
  public Optional<String> exposure() {
    try {
      return OwnerOnly.exposure(path);
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Appends a line, or nothing at all.
   *
   * @throws IOException if it cannot be written, for example because the disk is full
   */
  void append(String line) throws IOException {
    byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    OwnerOnly.createDirectories(path.toAbsolutePath().getParent());
    try (FileChannel file = FileChannel.open(path, APPENDING, OwnerOnly.fileAttributes(path))) {
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
