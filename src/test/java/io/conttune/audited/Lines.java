package io.conttune.audited;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A file of its own in a directory, with every line on its way to the disk when it is written. */
final class Lines implements AutoCloseable {
  private final Path file;
  private final BufferedWriter writer;

  private Lines(Path file) throws IOException {
    this.file = file;
    this.writer = Files.newBufferedWriter(file);
  }

  static Lines open(Path directory) throws IOException {
    return open(directory, "");
  }

  /**
   * Opens a new file.
   *
   * @param prefix of its name
   */
  static Lines open(Path directory, String prefix) throws IOException {
    Files.createDirectories(directory);
    return new Lines(directory.resolve(prefix + UUID.randomUUID()));
  }

  String fileName() {
    return file.getFileName().toString();
  }

  void write(String line) throws IOException {
    writer.write(line + "\n");
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
